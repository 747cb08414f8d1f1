package org.rempart.loadtests.signer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// An answer to a challenge, right or not.
///
/// @param challenge what was asked
/// @param number what was found
/// @param tookMs the client's word on how long it took, in milliseconds
public record Solution(Challenge challenge, long number, long tookMs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The form field `altcha`.
    public String encoded() {
        ObjectNode node = JSON.createObjectNode();
        node.put("algorithm", challenge.algorithm());
        node.put("challenge", challenge.challenge());
        node.put("number", number);
        node.put("salt", challenge.salt());
        node.put("signature", challenge.signature());
        node.put("took", tookMs);
        return Base64.getEncoder().encodeToString(node.toString().getBytes(StandardCharsets.UTF_8));
    }
}
