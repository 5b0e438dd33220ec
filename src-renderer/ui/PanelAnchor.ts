import { injectPopoverRootContext, PopoverAnchor } from 'reka-ui'
import { defineComponent, h } from 'vue'
import type { PropType } from 'vue'

/**
 * Tells Reka UI of a button that stands outside its popover, as its own trigger would: the panel lies beside it, has
 * its name, and gives the focus back to it; a click on it is no click outside.
 */
export default defineComponent({
  props: {
    anchor: { type: Object as PropType<HTMLElement>, required: true },
    panel: { type: String, required: true },
  },
  setup(props) {
    const context = injectPopoverRootContext()
    context.triggerId = props.anchor.id
    context.contentId = props.panel
    context.triggerElement.value = props.anchor
    return () => h(PopoverAnchor, { as: 'template', reference: props.anchor })
  },
})
