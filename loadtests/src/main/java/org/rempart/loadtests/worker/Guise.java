package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Person;

import java.util.List;

/// Under which names and addresses forged signatures are posted, in turn. `{number}` stands for
/// which forgery it is, in digits, and `{letters}` for the same in letters.
///
/// @param names under which they sign; one that stands here several times comes as often
/// @param addresses each with `{number}`, so that no two forgeries are one person's. Nobody's
///   mailbox may be behind them (RFC 2606, 3: `example.org` and its like)
public record Guise(List<String> names, List<String> addresses) {
    /// Each under a name of its own.
    public static final Guise EACH_ANOTHER =
            new Guise(List.of("Jeff {letters}"), List.of("jeff.{number}@example.org"));

    /// Noël sans Amazon, November 2020: most under one name. How the addresses were made is not
    /// known; these follow three patterns, as one script leaves them.
    public static final Guise OF_2020 =
            new Guise(
                    List.of(
                            "Jeff Bezos",
                            "Jeff Bezos",
                            "Jeff Bezos",
                            "Jeff Bezos",
                            "Jeff Bezos",
                            "Jeff Bezos",
                            "Jeff Bezos",
                            "Bezos Jeff",
                            "J. Bezos",
                            "Jeffrey Bezos"),
                    List.of(
                            "jeff.bezos{number}@example.org",
                            "jbezos{number}@example.com",
                            "bezos-{number}@example.net"));

    private static final String NUMBER = "{number}";

    private static final String LETTERS = "{letters}";

    public Guise {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
        if (names.isEmpty() || addresses.isEmpty()) {
            throw new IllegalArgumentException("a forgery needs a name and an address");
        }
        if (!addresses.stream().allMatch(address -> address.contains(NUMBER))) {
            throw new IllegalArgumentException("every address has to hold " + NUMBER);
        }
    }

    /// @param signature number of the signature within the run
    /// @param forgery which one it is, from 0
    Person person(long signature, long forgery) {
        String name = names.get((int) (forgery % names.size()));
        // not in step with the names, or each name had one pattern
        String address = addresses.get((int) (forgery / names.size() % addresses.size()));
        return new Person(
                signature,
                name.replace(LETTERS, letters(forgery)),
                address.replace(NUMBER, Long.toString(forgery)),
                "FR");
    }

    private static String letters(long number) {
        StringBuilder letters = new StringBuilder();
        long left = number;
        do {
            letters.append((char) ((letters.isEmpty() ? 'A' : 'a') + left % 26));
            left /= 26;
        } while (left > 0);
        return letters.toString();
    }
}
