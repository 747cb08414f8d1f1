package org.rempart.gateway.signature;

import java.util.List;

/// What the rules say of a form.
public sealed interface SignatureCheck {
    /// Every field is as it should be.
    record Valid(Signature signature) implements SignatureCheck {}

    /// Something is wrong.
    ///
    /// @param errors one for each field that is wrong, in the order of the form; never empty
    record Invalid(List<FieldError> errors) implements SignatureCheck {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }
}
