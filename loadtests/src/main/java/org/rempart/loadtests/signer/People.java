package org.rempart.loadtests.signer;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Makes people up, no two with the same address. Safe for any number of threads if the random
/// generator is.
public final class People {
    private static final List<String> GIVEN =
            List.of(
                    "Anna",
                    "Benoît",
                    "Chiara",
                    "Đorđe",
                    "Élodie",
                    "Fatima",
                    "Grzegorz",
                    "Hélène",
                    "Ines",
                    "João",
                    "Katarína",
                    "Léa",
                    "Mehmet",
                    "Niamh",
                    "Ólafur",
                    "Paweł",
                    "Quentin",
                    "Renée",
                    "Søren",
                    "Thérèse",
                    "Uwe",
                    "Valérie",
                    "Wanjiru",
                    "Xavier",
                    "Yasmina",
                    "Zoë",
                    "Αλέξης",
                    "Мария",
                    "愛子",
                    "محمد");
    private static final List<String> FAMILY =
            List.of(
                    "Andersen",
                    "Benali",
                    "Castro",
                    "Dubois",
                    "Esposito",
                    "Fournier",
                    "García",
                    "Horváth",
                    "Ivanova",
                    "Jansen",
                    "Kowalska",
                    "Lefèvre",
                    "Moreau",
                    "Nguyễn",
                    "O’Connor",
                    "Petit",
                    "Quéré",
                    "Rossi",
                    "Schmidt",
                    "Traoré",
                    "Ünal",
                    "Vasseur",
                    "Weber",
                    "Yılmaz",
                    "Zeman");
    private static final List<String> COUNTRIES =
            List.of(
                    "FR", "FR", "FR", "FR", "DE", "BE", "CH", "ES", "IT", "GB", "PL", "PT", "NL",
                    "CA", "SN");

    /// Reserved for examples (RFC 2606, 3): no mailbox of anybody's is behind them.
    private static final List<String> DOMAINS =
            List.of("example.org", "example.com", "example.net", "mail.example.org");

    private final AtomicLong numbers = new AtomicLong();
    private final int first;
    private final int places;
    private final RandomGenerator random;
    private final Departures departures;

    /// Whom nobody stops.
    public People(RandomGenerator random) {
        this(0, SourceAddresses.PEOPLE, random, new Departures());
    }

    /// Some of all people: those whose source addresses are in a slice of all such addresses.
    ///
    /// @param first the first place of it, of [SourceAddresses#PEOPLE]
    /// @param places how many it has, 1 or more
    /// @param departures asked before any of them sends
    public People(int first, int places, RandomGenerator random, Departures departures) {
        this.first = first;
        this.places = places;
        this.random = random;
        this.departures = departures;
    }

    /// What each of them asks before sending.
    public Departures departures() {
        return departures;
    }

    /// The next one.
    public Person next() {
        long turn = numbers.getAndIncrement();
        long number = turn / places * SourceAddresses.PEOPLE + first + turn % places;
        return new Person(
                number,
                one(GIVEN) + " " + one(FAMILY),
                "%s%s.%d@%s".formatted(letter(), letter(), number, one(DOMAINS)),
                one(COUNTRIES));
    }

    private char letter() {
        return (char) ('a' + random.nextInt(26));
    }

    private String one(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
