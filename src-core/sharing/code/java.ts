import { COMMENTS, escapeUnit, quoteDouble, splitText } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

export const JAVA: CodeWriter = {
  run: {
    request: { file: 'Request.java', command: 'java Request.java' },
    handler: { file: 'Handler.java', command: 'WECHAT_TOKEN=... java Handler.java' },
  },

  writeRequest: ({ method, secure, host, port, target, headers, body, base64 }) => `\
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

final class Request {
    public static void main(String[] arguments) throws Exception {
        byte[] body = ${
          base64 === undefined
            ? `String.join("",\n            ${splitText(body).map(quote).join(',\n            ')}\n        ).getBytes(StandardCharsets.UTF_8)`
            : `Base64.getDecoder().decode(String.join("",\n            ${splitText(base64).map(quote).join(',\n            ')}\n        ))`
        };
        HttpRequest request = HttpRequest.newBuilder(URI.create(${quote(`${secure ? 'https' : 'http'}://${host}:${port}${target}`)}))
            .timeout(Duration.ofSeconds(5))
${headers.map(([name, value]) => `            .header(${quote(name)}, ${quote(value)})\n`).join('')}\
            .method(${quote(method)}, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .build();
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var reply = client.send(request, BodyHandlers.ofString());
        System.out.println(reply.statusCode() + " " + reply.headers().map());
        System.out.println(reply.body());
    }
}
`,

  writeHandler: (language) => `\
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

final class Handler {
    private static final Map<String, String> ENV = System.getenv();
    private static final String TOKEN = ENV.getOrDefault("WECHAT_TOKEN", "");
    private static final Pattern ENVELOPE = Pattern.compile("<Encrypt>(?:<!\\\\[CDATA\\\\[)?([^\\\\]<]+)");

    // ${COMMENTS.signature[language]}
    private static boolean isSigned(String received, String... parts) throws GeneralSecurityException {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        Stream.concat(Stream.of(TOKEN), Stream.of(parts))
            .map(part -> part.getBytes(StandardCharsets.UTF_8))
            .sorted(Arrays::compareUnsigned)
            .forEach(sha1::update);
        byte[] expected = HexFormat.of().formatHex(sha1.digest()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, received.getBytes(StandardCharsets.UTF_8));
    }

    // ${COMMENTS.decrypt[language]}
    private static String decrypt(String encrypt) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(ENV.getOrDefault("WECHAT_AES_KEY", "") + "=");
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
        byte[] plain = cipher.doFinal(Base64.getDecoder().decode(encrypt));
        int end = 20 + ByteBuffer.wrap(plain).getInt(16);
        String receiver = new String(plain, end, plain.length - plain[plain.length - 1] - end, StandardCharsets.UTF_8);
        String appId = ENV.getOrDefault("WECHAT_APP_ID", "");
        if (!appId.isEmpty() && !receiver.equals(appId)) throw new GeneralSecurityException("another AppID");
        return new String(plain, 20, end - 20, StandardCharsets.UTF_8);
    }

    private static Map<String, String> readQuery(String query) {
        Map<String, String> values = new HashMap<>();
        for (String part : query == null ? new String[0] : query.split("&")) {
            String[] pair = part.split("=", 2);
            values.putIfAbsent(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return values;
    }

    private static String reply(HttpExchange exchange) throws IOException, GeneralSecurityException {
        Map<String, String> query = readQuery(exchange.getRequestURI().getRawQuery());
        String timestamp = query.getOrDefault("timestamp", "");
        String nonce = query.getOrDefault("nonce", "");
        if (!isSigned(query.getOrDefault("signature", ""), timestamp, nonce)) return null;
        if (exchange.getRequestMethod().equals("GET")) return query.getOrDefault("echostr", "");
        byte[] body = exchange.getRequestBody().readNBytes(1024 * 1024);
        String message = new String(body, StandardCharsets.UTF_8);
        if ("aes".equals(query.get("encrypt_type"))) {
            Matcher found = ENVELOPE.matcher(message);
            String encrypt = found.find() ? found.group(1) : "";
            if (!isSigned(query.getOrDefault("msg_signature", ""), timestamp, nonce, encrypt)) return null;
            message = decrypt(encrypt);
        }
        // ${COMMENTS.message[language]}
        System.out.write((message + "\\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        // ${COMMENTS.reply[language]}
        return "success";
    }

    private static void handle(HttpExchange exchange) throws IOException {
        String text;
        try {
            text = reply(exchange);
        } catch (GeneralSecurityException | RuntimeException error) {
            text = null;
        }
        byte[] body = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(text == null ? 401 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public static void main(String[] arguments) throws IOException {
        if (TOKEN.isEmpty()) throw new IllegalStateException("WECHAT_TOKEN is not set");
        int port = Integer.parseInt(ENV.getOrDefault("PORT", "8080"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", Handler::handle);
        server.start();
    }
}
`,
}

/** A string literal of Java. Before 18, the encoding of a source file depends on the system: it is ASCII. */
function quote(text: string): string {
  // oxlint-disable-next-line no-control-regex -- everything that is no ASCII
  return quoteDouble(text).replaceAll(/[^\u0000-\u007f]/g, escapeUnit)
}
