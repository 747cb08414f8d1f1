package org.rempart.loadtests.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.signer.Person;

import java.util.List;
import java.util.stream.Stream;

final class GuiseTest {
    @Test
    void mostOf2020SignUnderOneName() {
        List<Person> forged = forged(Guise.OF_2020);

        assertThat(forged).filteredOn(person -> person.name().equals("Jeff Bezos")).hasSize(700);
        assertThat(forged.stream().map(Person::name).distinct()).hasSize(4);
    }

    @Test
    void noTwoForgeriesHaveOneAddressAndAllFollowAPattern() {
        assertThat(forged(Guise.OF_2020))
                .extracting(Person::email)
                .doesNotHaveDuplicates()
                .allMatch(
                        email -> email.matches("(jeff\\.bezos|jbezos|bezos-)\\d+@example\\..{3}"));
    }

    @Test
    void aNameOfTheirOwnIsNobodyElses() {
        assertThat(forged(Guise.EACH_ANOTHER))
                .extracting(Person::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("Jeff [A-Z][a-z]*"));
    }

    @Test
    void addressesWithoutANumberAreOnePersons() {
        List<String> names = List.of("Jeff");

        assertThatThrownBy(() -> new Guise(names, List.of("jeff@example.org")))
                .hasMessageContaining("{number}");
        assertThatThrownBy(() -> new Guise(names, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Person> forged(Guise guise) {
        Forgers forgers = new Forgers(guise);
        return Stream.generate(forgers::next).limit(1_000).toList();
    }
}
