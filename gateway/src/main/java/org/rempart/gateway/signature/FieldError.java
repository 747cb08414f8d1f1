package org.rempart.gateway.signature;

/// What is wrong with one field. Quotes nothing of what was sent.
///
/// @param field its name in the form: `name`, `email`, `country`, `postcode`, `consent`
/// @param message an English sentence for whoever reads the answer without the page
public record FieldError(String field, Code code, String message) {
    /// What is wrong, for the page to say in its own language.
    public enum Code {
        REQUIRED("required"),
        TOO_LONG("too_long"),
        NOT_A_NAME("not_a_name"),
        NOT_AN_ADDRESS("not_an_address"),
        NOT_A_COUNTRY("not_a_country"),
        NOT_A_POSTCODE("not_a_postcode"),
        MUST_BE_TRUE("must_be_true");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        /// The code as it stands in an answer.
        public String text() {
            return text;
        }
    }
}
