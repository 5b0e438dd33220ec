import { COMMENTS, quoteDouble } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

export const writeJava: CodeWriter = (token, language) => `\
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

final class WeChatSignature {
    // ${COMMENTS.token[language]}
    private static final String TOKEN = ${token === null ? 'System.getenv("WECHAT_TOKEN")' : quoteDouble(token)};

    // ${COMMENTS.check[language]}
    static boolean isFromWeChat(String signature, String timestamp, String nonce, String encrypt)
        throws GeneralSecurityException {
        if (TOKEN == null || TOKEN.isEmpty()) throw new IllegalStateException("WECHAT_TOKEN is not set");
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        Stream.of(TOKEN, timestamp, nonce, encrypt)
            .map(part -> part.getBytes(StandardCharsets.UTF_8))
            .sorted(Arrays::compareUnsigned)
            .forEach(sha1::update);
        String expected = HexFormat.of().formatHex(sha1.digest());
        return MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }
}
`
