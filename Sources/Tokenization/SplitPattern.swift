import CPCRE2
import Diagnostics

/// A compiled regular expression that cuts text into words: every match is a word, and so is every
/// stretch between matches (Hugging Face's behaviour `Isolated`).
///
/// `@unchecked Sendable`: PCRE2 allows a compiled pattern to be shared between threads; what
/// changes while matching lives in `Matcher`.
final class SplitPattern: @unchecked Sendable {
  /// The expression as the tokenizer file gives it.
  let source: String
  fileprivate let code: OpaquePointer
  fileprivate let isCompiledToMachineCode: Bool

  /// - Throws: `InputError` that names `key` of `file` when the expression is not understood.
  init(_ source: String, file: String, key: String) throws {
    let dialect = try Self.pcre2Dialect(of: source, file: file, key: key)
    var error: Int32 = 0
    var offset = 0
    let options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C
    let compiled = dialect.withCString(encodedAs: UTF8.self) {
      pcre2_compile_8($0, dialect.utf8.count, options, &error, &offset, nil)
    }
    guard let compiled else {
      throw InputError(
        file, key: key, "a regular expression that PCRE2 cannot compile: \(Self.message(error))",
        expected: "the split pattern of a GPT-2, Llama 3 or Qwen tokenizer")
    }
    self.source = source
    code = compiled
    isCompiledToMachineCode = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0
  }

  deinit {
    pcre2_code_free_8(code)
  }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix(Int(max(0, count))), as: UTF8.self)
  }
}

extension SplitPattern {
  /// The working memory of one thread that matches patterns.
  final class Matcher {
    private let data = pcre2_match_data_create_8(1, nil)
    private let context = pcre2_match_context_create_8(nil)
    private let stack = pcre2_jit_stack_create_8(32 << 10, 8 << 20, nil)

    init() {
      pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
      pcre2_set_match_limit_8(context, .max)
      pcre2_set_heap_limit_8(context, .max)
      pcre2_set_depth_limit_8(context, .max)
    }

    deinit {
      pcre2_jit_stack_free_8(stack)
      pcre2_match_context_free_8(context)
      pcre2_match_data_free_8(data)
    }

    /// The first match in `text`, which is valid UTF-8, at or after `start`.
    @inline(__always)
    fileprivate func next(
      _ pattern: SplitPattern, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Range<Int>? {
      var result = PCRE2_ERROR_JIT_STACKLIMIT
      if pattern.isCompiledToMachineCode {
        result = pcre2_jit_match_8(
          pattern.code, text.baseAddress, text.count, start, 0, data, context)
      }
      if result < 0, result != PCRE2_ERROR_NOMATCH {
        let options = PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT
        result = pcre2_match_8(
          pattern.code, text.baseAddress, text.count, start, options, data, context)
      }
      if result == PCRE2_ERROR_NOMATCH { return nil }
      guard result >= 0, let bounds = pcre2_get_ovector_pointer_8(data) else {
        preconditionFailure("PCRE2 gave up on \(pattern.source) with error \(result)")
      }
      return bounds[0]..<max(bounds[0], bounds[1])
    }
  }

  /// Hands each word of `text` to `body`, in order; together they are the whole text.
  @inline(__always)
  func forEachWord(
    of text: UnsafeBufferPointer<UInt8>, matcher: Matcher,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var (wordStart, searchStart) = (0, 0)
    while searchStart < text.count, let match = matcher.next(self, in: text, from: searchStart) {
      if match.lowerBound > wordStart {
        body(UnsafeBufferPointer(rebasing: text[wordStart..<match.lowerBound]))
        wordStart = match.lowerBound
      }
      if match.upperBound > wordStart {
        body(UnsafeBufferPointer(rebasing: text[wordStart..<match.upperBound]))
        wordStart = match.upperBound
        searchStart = wordStart
      } else {
        searchStart = max(searchStart, match.upperBound) + 1
        while searchStart < text.count, text[searchStart] & 0xC0 == 0x80 { searchStart += 1 }
      }
    }
    if wordStart < text.count { body(UnsafeBufferPointer(rebasing: text[wordStart...])) }
  }
}
