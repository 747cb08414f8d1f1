package org.rempart.loadtests.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Ends a generator as soon as nobody holds it any more: whoever started it holds the other end of
/// its standard input, which the system closes when that process ends, however it does.
public final class Tether {
    /// An exit code like any other: nobody is left to read it.
    private static final int LEFT_ALONE = 1;

    private Tether() {}

    /// Begins to watch a stream that nobody else reads, from a thread of its own that keeps no
    /// virtual machine alive.
    public static void hold(InputStream in) {
        Thread.ofPlatform().daemon().name("tether").start(() -> awaitEnd(in));
    }

    private static void awaitEnd(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // as good as its end
        }
        Runtime.getRuntime().halt(LEFT_ALONE);
    }
}
