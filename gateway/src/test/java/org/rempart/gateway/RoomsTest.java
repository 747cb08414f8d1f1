package org.rempart.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rempart.gateway.http.BodyReader;
import org.rempart.gateway.http.InvalidField;
import org.rempart.gateway.http.PetitionDocuments;
import org.rempart.gateway.http.Problem;
import org.rempart.gateway.http.PublicMetrics;
import org.rempart.gateway.http.Query;
import org.rempart.gateway.http.Routes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which room may use which, and what of the libraries belongs in which room: the rules that the
/// packages tell in words.
class RoomsTest {
    private static final String GATEWAY = "org.rempart.gateway";

    /// What jte makes of the templates; not ours to annotate.
    private static final String TEMPLATES = GATEWAY + ".http.page.template";

    /// Each room and the others it may use. A room that is not here fails.
    private static final Map<String, Set<String>> USES =
            Map.ofEntries(
                    Map.entry("settings", Set.of()),
                    Map.entry("warmup", Set.of()),
                    Map.entry("source", Set.of()),
                    Map.entry("pressure", Set.of()),
                    Map.entry("challenge", Set.of()),
                    Map.entry("signature", Set.of()),
                    Map.entry("storage", Set.of("settings")),
                    Map.entry("storage.journal", Set.of("storage")),
                    Map.entry("intake", Set.of("storage", "storage.journal")),
                    Map.entry("petition", Set.of("storage")),
                    Map.entry("http.page", Set.of("petition")),
                    Map.entry("http.connection", Set.of("source")),
                    Map.entry(
                            "http",
                            Set.of(
                                    "settings",
                                    "source",
                                    "pressure",
                                    "challenge",
                                    "signature",
                                    "intake",
                                    "petition",
                                    "storage",
                                    "http.connection",
                                    "http.page")),
                    Map.entry(
                            "operator",
                            Set.of(
                                    "settings",
                                    "source",
                                    "pressure",
                                    "challenge",
                                    "signature",
                                    "intake",
                                    "petition",
                                    "storage",
                                    "storage.journal",
                                    "http")));

    /// What both servers share.
    private static final Set<Class<?>> OF_HTTP_FOR_THE_OPERATOR =
            Set.of(
                    Problem.class,
                    InvalidField.class,
                    PetitionDocuments.class,
                    BodyReader.class,
                    Routes.class,
                    Query.class,
                    PublicMetrics.class);

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(GATEWAY);

    private static String[] packagesOf(Set<String> rooms) {
        return rooms.stream().flatMap(RoomsTest::packagesOf).toArray(String[]::new);
    }

    private static Stream<String> packagesOf(String room) {
        String itself = GATEWAY + "." + room;
        return room.equals("http.page") ? Stream.of(itself, TEMPLATES) : Stream.of(itself);
    }

    private static DescribedPredicate<JavaClass> ofOurs() {
        return resideInAnyPackage(GATEWAY + "..");
    }

    static Stream<Arguments> rooms() {
        return USES.entrySet().stream().map(room -> Arguments.of(room.getKey(), room.getValue()));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyTheRoomsItNames(String room, Set<String> uses) {
        Set<String> allowed = new TreeSet<>(uses);
        allowed.add(room);
        noClasses()
                .that()
                .resideInAnyPackage(packagesOf(Set.of(room)))
                .should()
                .dependOnClassesThat(ofOurs().and(not(resideInAnyPackage(packagesOf(allowed)))))
                .check(CLASSES);
    }

    @Test
    void aRuleIsBrokenByAUseItDoesNotName() {
        assertThatThrownBy(() -> aRoomUsesOnlyTheRoomsItNames("intake", Set.of("settings")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("org.rempart.gateway.storage.SignatureStore");
    }

    @Test
    void everyPackageIsARoomWithRules() {
        Set<String> packages =
                CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        Set<String> known =
                Stream.concat(
                                Stream.of(GATEWAY),
                                USES.keySet().stream().flatMap(RoomsTest::packagesOf))
                        .collect(Collectors.toSet());
        assertThat(packages).isEqualTo(known);
    }

    @Test
    void noTwoRoomsUseEachOther() {
        slices().matching(GATEWAY + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyUsesTheCompositionRootButItself() {
        noClasses()
                .that()
                .resideOutsideOfPackage(GATEWAY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GATEWAY)
                .check(CLASSES);
    }

    @Test
    void theOperatorSideBorrowsOfThePublicSideWhatBothShareOnly() {
        DescribedPredicate<JavaClass> shared =
                DescribedPredicate.describe(
                        "are shared by both sides",
                        used ->
                                OF_HTTP_FOR_THE_OPERATOR.stream()
                                        .anyMatch(type ->
                                                used.isEquivalentTo(type)
                                                        || used.getName()
                                                                .startsWith(type.getName() + "$")));
        noClasses()
                .that()
                .resideInAPackage(GATEWAY + ".operator")
                .should()
                .dependOnClassesThat(resideInAnyPackage(GATEWAY + ".http..").and(not(shared)))
                .check(CLASSES);
    }

    @Test
    void theDatabaseIsTheStorageRoomsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(GATEWAY + ".storage", GATEWAY + ".storage.journal")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx.pgclient..",
                        "io.vertx.sqlclient..",
                        "java.sql..",
                        "javax.sql..",
                        "org.postgresql..",
                        "org.flywaydb..",
                        "io.zonky..")
                .check(CLASSES);
    }

    @Test
    void theFileOfTheJournalIsKnownToTheJournalOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(GATEWAY + ".storage.journal")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.sqlite..")
                .check(CLASSES);
    }

    @Test
    void requestsAndRoutesAreKnownToTheTwoServersOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        GATEWAY + ".http", GATEWAY + ".http.connection", GATEWAY + ".operator")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.core.http..", "io.vertx.ext.web..")
                .check(CLASSES);
    }

    @Test
    void whatIsDecidedBeforeTheQueueNeedsNoEventLoop() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        packagesOf(
                                Set.of("settings", "source", "pressure", "challenge", "signature")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsForAndThatNothingInItIsNull() {
        List<String> silent =
                CLASSES.stream()
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(room -> !room.getName().equals(TEMPLATES))
                        .filter(room ->
                                room.tryGetPackageInfo().isEmpty()
                                        || !room.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void oneLibraryWritesTheLog() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "ch.qos.logback..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineSpeaksToTheTerminalAndEndsTheProcess() {
        DescribedPredicate<JavaClass> commandLine =
                DescribedPredicate.describe(
                        "are the command line",
                        type -> type.getName().startsWith(Main.class.getName()));
        noClasses()
                .that(not(commandLine))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }
}
