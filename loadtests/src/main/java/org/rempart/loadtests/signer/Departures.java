package org.rempart.loadtests.signer;

import java.io.IOException;

/// Whether requests may still leave: asked before each is sent, and by everybody who sends from
/// this process. What was stopped never begins again. Safe for any number of threads.
public final class Departures {
    private volatile boolean stopped;

    /// From now on nothing leaves.
    public void stop() {
        stopped = true;
    }

    /// Whether nothing leaves any more.
    public boolean stopped() {
        return stopped;
    }

    /// To be asked before each request.
    ///
    /// @throws IOException when nothing leaves any more
    public void check() throws IOException {
        if (stopped) {
            throw new IOException("the rehearsal was stopped");
        }
    }
}
