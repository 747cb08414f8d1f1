package org.rempart.loadtests.signer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names an answer in a report: its status, and the `code` of a problem document (RFC 9457).
public final class Problem {
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([a-z_]{1,40})\"");

    private Problem() {}

    /// `403 challenge_spent`, or `200`.
    public static String label(int status, String body) {
        if (status < 400) {
            return Integer.toString(status);
        }
        Matcher code = CODE.matcher(body);
        return code.find() ? status + " " + code.group(1) : Integer.toString(status);
    }

    static String label(Answer answer) {
        return label(answer.status(), answer.body());
    }
}
