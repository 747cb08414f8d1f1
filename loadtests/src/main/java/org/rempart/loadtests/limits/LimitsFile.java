package org.rempart.loadtests.limits;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What rehearsals are held to: what an operator's file says, and what is shipped where that says
/// nothing. A rehearsal's own section wins over the defaults, whichever file either stands in.
public final class LimitsFile {
    /// Limits fit on a page; what is larger is another file named by mistake.
    static final int BYTES_MAX = 64 * 1024;

    private static final String SHIPPED = "limits.yaml";

    /// The section of what holds for every rehearsal.
    static final String DEFAULTS = "defaults";

    private static final String ABORT_ON_FAIL = "abort-on-fail";

    /// Numbers of a person's making: no signs, no exponents.
    private static final String NUMBER = "\\d{1,9}(\\.\\d{1,6})?";

    private final String file;
    private final List<Line> shipped;
    private final List<Line> own;

    private LimitsFile(String file, List<Line> shipped, List<Line> own) {
        this.file = file;
        this.shipped = shipped;
        this.own = own;
    }

    /// What is shipped, and nothing else.
    public static LimitsFile shipped() {
        return of(SHIPPED, "");
    }

    /// What a file says, and otherwise what is shipped.
    ///
    /// @throws IllegalArgumentException with a sentence that names the file, and the line and the
    ///   key where one of them is wrong
    public static LimitsFile read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException("no limits can be read from " + file, e);
        }
        if (bytes.length > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "%s is larger than %,d bytes: these are no limits".formatted(file, BYTES_MAX));
        }
        try {
            return of(
                    file.toString(),
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is no text in UTF-8", e);
        }
    }

    /// The same of a text.
    ///
    /// @param file what it is called in a sentence
    static LimitsFile of(String file, String text) {
        return new LimitsFile(file, lines(SHIPPED, shippedText()), lines(file, text));
    }

    /// What a rehearsal is held to.
    ///
    /// @param limit of every rehearsal, or of this one
    public double of(String rehearsal, Limit limit) {
        List<Line> all = new ArrayList<>();
        all.addAll(found(shipped, limit.section(), limit.key()));
        all.addAll(found(own, limit.section(), limit.key()));
        all.addAll(found(shipped, rehearsal, limit.key()));
        all.addAll(found(own, rehearsal, limit.key()));
        return Double.parseDouble(all.getLast().value());
    }

    /// Whether a rehearsal that is not green is the last that is played.
    public boolean abortOnFail() {
        List<Line> all = new ArrayList<>(found(shipped, "", ABORT_ON_FAIL));
        all.addAll(found(own, "", ABORT_ON_FAIL));
        return Boolean.parseBoolean(all.getLast().value());
    }

    /// To be asked when all rehearsals are known.
    ///
    /// @throws IllegalArgumentException with a sentence that names a section that is of none
    public void onlyOf(Set<String> rehearsals) {
        for (Line line : own) {
            if (!line.section().isEmpty()
                    && !line.section().equals(DEFAULTS)
                    && !rehearsals.contains(line.section())) {
                throw line.wrong(
                        file,
                        "no rehearsal is called %s; there are: %s"
                                .formatted(
                                        Line.shown(line.section()),
                                        String.join(", ", rehearsals.stream().sorted().toList())));
            }
        }
    }

    private static List<Line> found(List<Line> lines, String section, String key) {
        return lines.stream()
                .filter(line -> line.section().equals(section) && line.key().equals(key))
                .toList();
    }

    private static List<Line> lines(String file, String text) {
        List<Line> lines = LinesReader.read(file, text);
        lines.forEach(line -> check(file, line));
        return lines;
    }

    private static void check(String file, Line line) {
        if (line.section().isEmpty() || line.section().equals(ABORT_ON_FAIL)) {
            checkOfRun(file, line);
        } else if (!line.key().isEmpty()) {
            checkLimit(file, line);
        }
    }

    private static void checkLimit(String file, Line line) {
        Limit limit =
                Limit.of(line.key())
                        .filter(known -> known.mayStandIn(line.section()))
                        .orElseThrow(() ->
                                line.wrong(
                                        file,
                                        "no limit of %s is called %s; there are: %s"
                                                .formatted(
                                                        Line.shown(line.section()),
                                                        Line.shown(line.key()),
                                                        Limit.known(line.section()))));
        if (!line.plain() || !line.value().matches(NUMBER) || !within(limit, line.value())) {
            throw line.wrong(
                    file,
                    "%s has to be a number from %d to %d, not %s"
                            .formatted(
                                    limit.key(),
                                    limit.least(),
                                    limit.most(),
                                    Line.shown(line.value())));
        }
    }

    private static void checkOfRun(String file, Line line) {
        if (line.section().isEmpty() && !line.key().equals(ABORT_ON_FAIL)) {
            throw line.wrong(
                    file,
                    "%s is neither %s nor a section of limits"
                            .formatted(Line.shown(line.key()), ABORT_ON_FAIL));
        }
        if (!line.plain() || !line.value().matches("true|false")) {
            throw line.wrong(
                    file,
                    "%s has to be true or false, not %s"
                            .formatted(ABORT_ON_FAIL, Line.shown(line.value())));
        }
    }

    private static boolean within(Limit limit, String value) {
        double number = Double.parseDouble(value);
        return number >= limit.least() && number <= limit.most();
    }

    private static String shippedText() {
        try (InputStream in =
                Objects.requireNonNull(LimitsFile.class.getResourceAsStream(SHIPPED))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
