package org.rempart.loadtests.watcher;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.volume.AnswerReader;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What each watcher saw last, by its entity tag. Those who saw the same share the bytes. Of one
/// thread.
final class Tags {
    private static final byte[] IF_NONE_MATCH = ascii("If-None-Match: ");

    private static final byte[] END = ascii("\r\n");

    private final byte[] @Nullable [] seen;
    private final byte[] read = new byte[AnswerReader.TAG_BYTES_MAX];
    private byte[] last = new byte[0];

    Tags(int watchers) {
        this.seen = new byte[watchers][];
    }

    /// Asks whether what a watcher saw has changed; adds nothing for one who saw nothing yet.
    void ask(int watcher, ByteBuffer head) {
        byte[] tag = seen[watcher];
        if (tag != null) {
            head.put(IF_NONE_MATCH).put(tag).put(END);
        }
    }

    /// Keeps the tag of an answer, if it has one.
    void see(int watcher, AnswerReader answer) {
        int length = answer.tag(read);
        if (length == 0) {
            seen[watcher] = null;
            return;
        }
        if (!Arrays.equals(last, 0, last.length, read, 0, length)) {
            last = Arrays.copyOf(read, length);
        }
        seen[watcher] = last;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
