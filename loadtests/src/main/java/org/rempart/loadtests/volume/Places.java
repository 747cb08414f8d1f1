package org.rempart.loadtests.volume;

/// A queue of connections by number, each in it once at most, in an array made beforehand. Of one
/// thread.
final class Places {
    private final int[] queue;
    private final boolean[] queued;
    private int head;
    private int size;

    Places(int connections) {
        queue = new int[connections];
        queued = new boolean[connections];
    }

    void add(int connection) {
        if (!queued[connection]) {
            queued[connection] = true;
            queue[(head + size) % queue.length] = connection;
            size++;
        }
    }

    /// The first one; there has to be one.
    int take() {
        int connection = queue[head];
        head = (head + 1) % queue.length;
        size--;
        queued[connection] = false;
        return connection;
    }

    boolean isEmpty() {
        return size == 0;
    }
}
