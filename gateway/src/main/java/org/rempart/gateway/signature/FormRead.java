package org.rempart.gateway.signature;

/// What became of a body that should hold a form.
public sealed interface FormRead {
    /// It holds one.
    record Read(SignatureForm form) implements FormRead {}

    /// It is not what its media type says, has a field twice or of a wrong type, or text that is
    /// not text.
    ///
    /// @param why a sentence that quotes nothing of the body
    record Malformed(String why) implements FormRead {}

    /// Its media type is neither JSON nor form data in UTF-8.
    record Unsupported() implements FormRead {}
}
