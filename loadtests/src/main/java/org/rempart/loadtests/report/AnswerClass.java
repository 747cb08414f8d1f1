package org.rempart.loadtests.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer comes to, as far as a reader of a chart cares.
enum AnswerClass {
    SERVED("served (2xx)"),
    REFUSED("refused (3xx, 4xx)"),
    OVER_BUDGET("over its budget (429)"),
    SERVER_ERROR("busy or failed (5xx)"),
    NONE("no answer");

    /// A status wherever it stands in a name such as `post 503 overloaded`.
    private static final Pattern STATUS = Pattern.compile("\\b([1-5])\\d\\d\\b");

    private final String words;

    AnswerClass(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// @param answer by status and `code`, as figures name it
    static AnswerClass of(String answer) {
        Matcher status = STATUS.matcher(answer);
        if (!status.find()) {
            return NONE;
        }
        if (status.group().equals("429")) {
            return OVER_BUDGET;
        }
        return switch (status.group(1)) {
            case "2" -> SERVED;
            case "5" -> SERVER_ERROR;
            default -> REFUSED;
        };
    }

    /// How many of these answers are of this class.
    long in(Map<String, Long> answers) {
        return answers.entrySet().stream()
                .filter(answer -> of(answer.getKey()) == this)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
