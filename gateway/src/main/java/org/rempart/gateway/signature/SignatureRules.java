package org.rempart.gateway.signature;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.signature.FieldError.Code;

import java.util.ArrayList;
import java.util.List;

/// From a form to a signature, or to everything that is wrong with it at once.
///
/// Used once, by one thread, behind [#check(SignatureForm)], which any thread may call.
public final class SignatureRules {
    private final List<FieldError> errors = new ArrayList<>();

    private SignatureRules() {}

    /// Checks every field. A pure function of the form.
    public static SignatureCheck check(SignatureForm form) {
        return new SignatureRules().checked(form);
    }

    private SignatureCheck checked(SignatureForm form) {
        String name = name(form.name());
        EmailAddress address = address(form.email());
        String country = country(form.country());
        String postcode = postcode(form.postcode());
        if (!form.consent()) {
            refuse(
                    "consent",
                    Code.MUST_BE_TRUE,
                    "A signature counts only with consent to how it is used.");
        }
        if (name == null || address == null || country == null || !errors.isEmpty()) {
            return new SignatureCheck.Invalid(errors);
        }
        return new SignatureCheck.Valid(
                new Signature(
                        name,
                        PersonName.folded(name),
                        address,
                        country,
                        postcode,
                        form.isPublic(),
                        form.updates()));
    }

    private @Nullable String name(@Nullable String raw) {
        String name = raw == null ? "" : PersonName.displayed(raw);
        if (name.isEmpty()) {
            refuse("name", Code.REQUIRED, "A signature needs a name.");
        } else if (name.codePointCount(0, name.length()) > PersonName.CHARACTERS_MAX) {
            refuse(
                    "name",
                    Code.TOO_LONG,
                    "A name has at most %d characters.".formatted(PersonName.CHARACTERS_MAX));
        } else if (!PersonName.isName(name)) {
            refuse(
                    "name",
                    Code.NOT_A_NAME,
                    "A name has a letter, does not start with = + - or @, and holds no link and no"
                            + " control or hidden character.");
        } else {
            return name;
        }
        return null;
    }

    private @Nullable EmailAddress address(@Nullable String raw) {
        EmailAddress address = null;
        if (raw == null || EmailAddress.isBlank(raw)) {
            refuse("email", Code.REQUIRED, "A signature needs a mail address.");
        } else if (EmailAddress.isTooLong(raw)) {
            refuse(
                    "email",
                    Code.TOO_LONG,
                    "A mail address has at most %d octets.".formatted(EmailAddress.OCTETS_MAX));
        } else {
            address = EmailAddress.parse(raw);
            if (address == null) {
                refuse(
                        "email",
                        Code.NOT_AN_ADDRESS,
                        "This is not a mail address like name@example.org.");
            }
        }
        return address;
    }

    private @Nullable String country(@Nullable String raw) {
        String code = null;
        if (raw == null || WhiteSpace.trim(raw).isEmpty()) {
            refuse("country", Code.REQUIRED, "A signature needs a country.");
        } else {
            code = Country.code(raw);
            if (code == null) {
                refuse(
                        "country",
                        Code.NOT_A_COUNTRY,
                        "A country is given by its two letters in ISO 3166-1, like FR.");
            }
        }
        return code;
    }

    private @Nullable String postcode(@Nullable String raw) {
        String postcode = raw == null ? "" : Postcode.written(raw);
        if (postcode.codePointCount(0, postcode.length()) > Postcode.CHARACTERS_MAX) {
            refuse(
                    "postcode",
                    Code.TOO_LONG,
                    "A postcode has at most %d characters.".formatted(Postcode.CHARACTERS_MAX));
        } else if (!postcode.isEmpty() && !Postcode.isPostcode(postcode)) {
            refuse(
                    "postcode",
                    Code.NOT_A_POSTCODE,
                    "A postcode is made of letters, digits, spaces and hyphens.");
        }
        return postcode.isEmpty() ? null : postcode;
    }

    private void refuse(String field, Code code, String message) {
        errors.add(new FieldError(field, code, message));
    }
}
