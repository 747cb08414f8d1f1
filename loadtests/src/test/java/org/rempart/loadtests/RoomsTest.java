package org.rempart.loadtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.machine.Http;
import org.rempart.loadtests.verdict.Limits;

import java.net.http.HttpClient;

/// Dependencies between the rooms point one way, and none leads to the gateway.
final class RoomsTest {
    private static final String HERE = "org.rempart.loadtests";

    private final JavaClasses all =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(HERE);

    @Test
    void dependenciesPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(HERE + "..")
                .layer("rehearsal")
                .definedBy(HERE + ".rehearsal")
                .layer("flood")
                .definedBy(HERE + ".flood")
                .layer("volume")
                .definedBy(HERE + ".volume")
                .layer("watcher")
                .definedBy(HERE + ".watcher")
                .layer("worker")
                .definedBy(HERE + ".worker")
                .layer("signer")
                .definedBy(HERE + ".signer")
                .layer("target")
                .definedBy(HERE + ".target")
                .layer("crash")
                .definedBy(HERE + ".crash")
                .layer("database")
                .definedBy(HERE + ".database")
                .layer("machine")
                .definedBy(HERE + ".machine")
                .layer("report")
                .definedBy(HERE + ".report")
                .layer("merge")
                .definedBy(HERE + ".merge")
                .layer("verdict")
                .definedBy(HERE + ".verdict")
                .layer("limits")
                .definedBy(HERE + ".limits")
                .whereLayer("rehearsal")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("rehearsal")
                .whereLayer("merge")
                .mayOnlyBeAccessedByLayers("rehearsal")
                .whereLayer("flood")
                .mayOnlyBeAccessedByLayers("rehearsal")
                .whereLayer("volume")
                .mayOnlyBeAccessedByLayers("rehearsal", "flood", "watcher")
                .whereLayer("signer")
                .mayOnlyBeAccessedByLayers("rehearsal", "flood", "worker")
                .whereLayer("worker")
                .mayOnlyBeAccessedByLayers("rehearsal")
                .whereLayer("watcher")
                .mayOnlyBeAccessedByLayers("rehearsal")
                .whereLayer("crash")
                .mayOnlyBeAccessedByLayers("rehearsal")
                .whereLayer("target")
                .mayOnlyBeAccessedByLayers("rehearsal", "crash")
                .whereLayer("limits")
                .mayOnlyBeAccessedByLayers("rehearsal", "verdict")
                .whereLayer("database")
                .mayOnlyBeAccessedByLayers("rehearsal", "crash")
                .whereLayer("machine")
                .mayOnlyBeAccessedByLayers(
                        "rehearsal",
                        "target",
                        "database",
                        "signer",
                        "flood",
                        "volume",
                        "watcher",
                        "worker")
                .ensureAllClassesAreContainedInArchitecture()
                .check(all);
    }

    @Test
    void theGatewayIsAStranger() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rempart.gateway..")
                .check(all);
    }

    @Test
    void everyRehearsalIsHeldToTheLimitsThatAreGiven() {
        noClasses()
                .that()
                .resideInAPackage(HERE + ".rehearsal")
                .should()
                .accessField(Limits.class, "FIRST_CUT")
                .because("what is given with -Drehearsal.limits would change nothing")
                .check(all);
    }

    @Test
    void everyHttpClientGoesWhereItWasTold() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Http.class.getName())
                .should()
                .callMethod(HttpClient.class, "newBuilder")
                .orShould()
                .callMethod(HttpClient.class, "newHttpClient")
                .because("it could follow a redirect to somebody who has consented to nothing")
                .check(all);
    }

    @Test
    void onlyTheFloodKnowsGatling() {
        classes()
                .that()
                .resideOutsideOfPackage(HERE + ".flood")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("io.gatling..", "scala..")
                .check(all);
    }
}
