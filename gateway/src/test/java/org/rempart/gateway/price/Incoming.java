package org.rempart.gateway.price;

import java.nio.ByteBuffer;

/// The answer that is coming in on one connection.
final class Incoming {
    private static final int BYTES_MAX = 64 * 1024;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final String LENGTH = "\ncontent-length:";
    private static final String CLOSE = "\nconnection: close";
    private static final int UNKNOWN = -1;

    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES_MAX);
    private int whole = UNKNOWN;
    private boolean last;

    ByteBuffer bytes() {
        return bytes;
    }

    void clear() {
        bytes.clear();
        whole = UNKNOWN;
    }

    /// Whether the whole answer has come.
    boolean isWhole() {
        if (whole == UNKNOWN) {
            whole = wholeBytes();
        }
        return whole != UNKNOWN && bytes.position() >= whole;
    }

    /// Whether the connection ends behind the answer, which is whole.
    boolean isLast() {
        return last;
    }

    int status() {
        return number(STATUS_AT);
    }

    private int wholeBytes() {
        int length = 0;
        for (int i = STATUS_AT; i + 3 < bytes.position(); i++) {
            if (bytes.get(i) == '\n' && is(LENGTH, i)) {
                length = number(i + LENGTH.length() + 1);
            }
            if (bytes.get(i) == '\n' && is(CLOSE, i)) {
                last = true;
            }
            if (bytes.get(i) == '\r' && bytes.get(i + 2) == '\r') {
                return i + 4 + (status() == 304 ? 0 : length);
            }
        }
        return UNKNOWN;
    }

    private boolean is(String line, int from) {
        for (int i = 0; i < line.length(); i++) {
            if (from + i >= bytes.position()
                    || Character.toLowerCase(bytes.get(from + i)) != line.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int number(int from) {
        int number = 0;
        for (int i = from; i < bytes.position() && Character.isDigit(bytes.get(i)); i++) {
            number = number * 10 + bytes.get(i) - '0';
        }
        return number;
    }
}
