package org.rempart.loadtests.volume;

import java.nio.charset.StandardCharsets;

/// Reads the answers of one connection as their bytes come, wherever they are cut: status, length,
/// the entity tag, and the `code` of a problem document. Allocates nothing. Of one thread.
///
/// It reads what the gateway's contract lets it send and is no HTTP client: a body without a
/// `Content-Length` is taken for a stream.
public final class AnswerReader {
    /// The names and values that are looked at are shorter.
    private static final int LINE_BYTES_MAX = 96;

    /// Longest entity tag that is kept.
    public static final int TAG_BYTES_MAX = LINE_BYTES_MAX;

    private static final int NOT_MODIFIED = 304;

    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] CHUNKED = ascii("transfer-encoding:");
    private static final byte[] CLOSE = ascii("connection: close");
    private static final byte[] TAG = ascii("etag:");
    private static final byte[] CODE = ascii("\"code\":\"");

    private final byte[] line = new byte[LINE_BYTES_MAX];
    private int lineBytes;
    private boolean first = true;
    private boolean body;
    private long bodyLeft;
    private int codeMatched;

    private final byte[] tag = new byte[LINE_BYTES_MAX];
    private int tagBytes;
    private int status;
    private int code;
    private boolean streams;
    private boolean closes;

    /// Forgets what has begun, for a new connection.
    public void reset() {
        lineBytes = 0;
        first = true;
        body = false;
        closes = false;
    }

    /// Reads on.
    ///
    /// @return where the next answer begins, if one has ended; -1 when all bytes are used up
    public int read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (body) {
                int end = (int) Math.min(to, at + bodyLeft);
                if (status >= 400) {
                    look(bytes, at, end);
                }
                bodyLeft -= end - at;
                at = end;
                if (bodyLeft == 0) {
                    body = false;
                    return at;
                }
            } else {
                byte b = bytes[at++];
                if (b != '\n') {
                    keep(b);
                } else if (headEnds()) {
                    if (streams || bodyLeft == 0) {
                        return at;
                    }
                    body = true;
                }
            }
        }
        return -1;
    }

    /// Status of the last answer.
    public int status() {
        return status;
    }

    /// Writes the last answer's entity tag, quotation marks included, into a buffer.
    ///
    /// @param into at least [#TAG_BYTES_MAX] long
    /// @return its length; 0 when the answer has none, or a longer one
    public int tag(byte[] into) {
        System.arraycopy(tag, 0, into, 0, tagBytes);
        return tagBytes;
    }

    /// Hash of the last answer's `code`, as of a string; 0 when it has none.
    int code() {
        return code;
    }

    /// Whether the last answer has no end.
    public boolean streams() {
        return streams;
    }

    /// Whether the gateway closes the connection after the last answer.
    public boolean closes() {
        return closes;
    }

    private void keep(byte b) {
        if (b != '\r' && lineBytes < LINE_BYTES_MAX) {
            line[lineBytes++] = b;
        }
    }

    private boolean headEnds() {
        int bytes = lineBytes;
        lineBytes = 0;
        if (first) {
            status = bytes < 12 ? 0 : number(9, 12);
            code = 0;
            tagBytes = 0;
            codeMatched = 0;
            bodyLeft = 0;
            streams = false;
            closes = false;
            first = false;
            return false;
        }
        if (bytes == 0) {
            first = true;
            if (status == NOT_MODIFIED) {
                bodyLeft = 0; // its length is that of what it does not send (RFC 9110, 8.6)
            }
            return true;
        }
        if (begins(LENGTH, bytes)) {
            bodyLeft = number(LENGTH.length, bytes);
        } else if (begins(CHUNKED, bytes)) {
            streams = true;
        } else if (begins(CLOSE, bytes)) {
            closes = true;
        } else if (begins(TAG, bytes) && bytes < LINE_BYTES_MAX) {
            keepTag(bytes);
        }
        return false;
    }

    private void keepTag(int bytes) {
        int from = TAG.length;
        while (from < bytes && line[from] == ' ') {
            from++;
        }
        tagBytes = bytes - from;
        System.arraycopy(line, from, tag, 0, tagBytes);
    }

    private boolean begins(byte[] name, int bytes) {
        if (bytes < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte b = line[i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (line[i] >= '0' && line[i] <= '9') {
                number = number * 10 + line[i] - '0';
            }
        }
        return number;
    }

    private void look(byte[] bytes, int from, int to) {
        for (int i = from; i < to && codeMatched >= 0; i++) {
            byte b = bytes[i];
            if (codeMatched == CODE.length) {
                if (b == '"') {
                    codeMatched = -1;
                } else {
                    code = code * 31 + b;
                }
            } else if (b == CODE[codeMatched]) {
                codeMatched++;
            } else if (b != ' ') {
                codeMatched = b == CODE[0] ? 1 : 0;
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
