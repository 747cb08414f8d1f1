package org.rempart.loadtests.signer;

/// Is told of every answer to a post, those to retries included. Safe for any number of threads.
public interface PostWatch {
    /// Nobody watches.
    PostWatch NONE = (_, _, _) -> {};

    /// An answer is there, or will not come.
    ///
    /// @param dueNanos when the post should have been sent, on the scale of `System.nanoTime()`
    /// @param answeredNanos when that was clear
    /// @param answer status and `code`, or what was met instead
    void answered(long dueNanos, long answeredNanos, String answer);
}
