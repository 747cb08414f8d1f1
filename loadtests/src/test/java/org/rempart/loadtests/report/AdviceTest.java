package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Names of criteria are found twice: in verdicts of every kind, and as sentences in the compiled
/// code that makes criteria, so that a branch no test takes needs its advice too.
final class AdviceTest {
    private static final String CRITERION = Criterion.class.getName().replace('.', '/');

    /// Three words at least, as no figure and no limit has.
    private static final String SENTENCE = "[a-z.]+,?( [a-z']+[,:]?){2,} ?[^\u0001]*";

    @Test
    void everyCriterionOfEveryKindHasAdvice() throws IOException {
        Set<Class<?>> kinds =
                Verdicts.all().stream()
                        .map(verdict -> verdict.evidence().getClass())
                        .collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(Evidence.class.getPermittedSubclasses());

        for (Verdict verdict : Verdicts.all()) {
            assertThat(verdict.criteria())
                    .extracting(Criterion::name)
                    .allSatisfy(name -> assertThat(Advice.on(name)).as(name).isPresent());
        }
    }

    @Test
    void everySentenceInTheCodeThatMakesCriteriaHasAdvice() throws Exception {
        assertThat(sentences())
                .hasSizeGreaterThan(40)
                .allSatisfy(name -> assertThat(Advice.on(name)).as(name).isPresent());
    }

    @Test
    void noAdviceIsLeftOver() throws Exception {
        Set<Advice> used =
                sentences().stream()
                        .flatMap(name -> Advice.on(name).stream())
                        .collect(Collectors.toSet());

        assertThat(Advice.ALL).allSatisfy(advice -> assertThat(used).contains(advice));
    }

    @Test
    void theLongerNameHasItsOwnAdvice() {
        assertThat(Advice.on("genuine signers got through"))
                .isNotEqualTo(Advice.on("genuine signers got through beside the forgers"));
    }

    private static Set<String> sentences() throws IOException, URISyntaxException {
        Path classes = Path.of(Criterion.class.getResource("Criterion.class").toURI()).getParent();
        Set<String> sentences = new TreeSet<>();
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                Set<PoolEntry> pool =
                        StreamSupport.stream(model.constantPool().spliterator(), false)
                                .collect(Collectors.toSet());
                boolean makesCriteria =
                        !model.thisClass().asInternalName().equals(CRITERION)
                                && pool.stream()
                                        .anyMatch(entry ->
                                                entry instanceof ClassEntry named
                                                        && named.asInternalName()
                                                                .equals(CRITERION));
                if (makesCriteria) {
                    pool.stream()
                            .filter(StringEntry.class::isInstance)
                            .map(entry -> ((StringEntry) entry).stringValue())
                            .filter(text -> text.matches(SENTENCE))
                            .forEach(sentences::add);
                }
            }
        }
        return sentences;
    }
}
