package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Person;

import java.util.concurrent.atomic.AtomicLong;

/// Makes forged signers up, each with a name and an address of their own. Safe for any number of
/// threads.
final class Forgers {
    /// Numbers start where no genuine signer's does.
    private final AtomicLong numbers = new AtomicLong(1L << 40);

    Person next() {
        long number = numbers.getAndIncrement();
        return new Person(
                number, "Jeff " + letters(number), "jeff.%d@example.org".formatted(number), "FR");
    }

    private static String letters(long number) {
        StringBuilder name = new StringBuilder();
        for (long left = number; left > 0; left /= 26) {
            name.append((char) ((name.isEmpty() ? 'A' : 'a') + left % 26));
        }
        return name.toString();
    }
}
