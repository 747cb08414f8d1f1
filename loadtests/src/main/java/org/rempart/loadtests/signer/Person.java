package org.rempart.loadtests.signer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Somebody who signs once. Invented: nothing here is anybody's.
///
/// @param number number of the signature within the run
/// @param country ISO 3166-1 alpha-2
public record Person(long number, String name, String email, String country) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The body of the post, as the page sends it.
    ///
    /// @param altcha the encoded solution; none is sent when it is empty
    public String form(String altcha) {
        ObjectNode form = JSON.createObjectNode();
        form.put("name", name);
        form.put("email", email);
        form.put("country", country);
        form.put("consent", true);
        if (!altcha.isEmpty()) {
            form.put("altcha", altcha);
        }
        return form.toString();
    }
}
