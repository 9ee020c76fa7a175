extension ChatTemplate {
  /// The template in Jinja, for `apply_chat_template` of transformers, which renders the same text.
  public var jinja: String {
    switch self {
    case .humanAssistant:
      #"{% for message in messages %}{% if message['role'] == 'user' %}"#
        + #"{{ '\n\nHuman: ' + message['content'] }}"#
        + #"{% elif message['role'] == 'assistant' %}"#
        + #"{{ '\n\nAssistant: ' + message['content'] + eos_token }}"#
        + #"{% else %}{{ message['content'] }}{% endif %}{% endfor %}"#
        + #"{% if add_generation_prompt %}{{ '\n\nAssistant:' }}{% endif %}"#
    case .chatML:
      #"{% for message in messages %}"#
        + #"{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"#
        + #"{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"#
    case .llama3:
      #"{{ '<|begin_of_text|>' }}{% for message in messages %}"#
        + #"{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' }}"#
        + #"{{ message['content'] | trim }}{{ '<|eot_id|>' }}{% endfor %}"#
        + #"{% if add_generation_prompt %}"#
        + #"{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"#
    }
  }
}
