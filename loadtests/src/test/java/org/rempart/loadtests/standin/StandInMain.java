package org.rempart.loadtests.standin;

import org.rempart.loadtests.target.Secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// A stand-in as a program, told by the environment as a gateway is; what is wrong with it stands
/// in `STAND_IN_FAULT`, or in the manifest of its jar.
public final class StandInMain {
    /// The variable that names the fault; `DIES` is one of the program alone.
    public static final String FAULT = "STAND_IN_FAULT";

    private static final Attributes.Name IN_MANIFEST = new Attributes.Name("Stand-In-Fault");

    private static final int VALID_S = 600;

    private StandInMain() {}

    static void main(String[] arguments) throws IOException {
        Map<String, String> environment = System.getenv();
        String fault = environment.getOrDefault(FAULT, ofItsJar());
        if (!arguments[0].equals("serve") || fault.equals("DIES")) {
            System.out.println("the database refuses");
            System.exit(1);
        }
        Files.writeString(Path.of(of(environment, "REMPART_DATA_DIR")).resolve("file"), "data");
        Seat seat =
                new Seat(
                        Integer.parseInt(of(environment, "REMPART_HTTP_PORT")),
                        Integer.parseInt(of(environment, "REMPART_OPERATOR_PORT")),
                        new Secret(of(environment, "REMPART_OPERATOR_TOKEN")),
                        new Secret(of(environment, "REMPART_REHEARSAL_TOKEN")));
        StandInGateway gateway =
                new StandInGateway(
                        Fault.valueOf(fault), VALID_S, seat, Clock.systemUTC(), new SecureRandom());
        System.out.println("stand-in at " + gateway.target().publicSide());
    }

    private static String ofItsJar() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("java.class.path"))) {
            return jar.getManifest().getMainAttributes().getValue(IN_MANIFEST);
        }
    }

    /// Writes a jar that starts an honest one, as `java -jar` does.
    public static void jar(Path jar) throws IOException {
        jar(jar, Fault.NONE);
    }

    /// The same with something wrong.
    public static void jar(Path jar, Fault fault) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, StandInMain.class.getName());
        attributes.put(IN_MANIFEST, fault.name());
        StringBuilder classPath = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            classPath.append(Path.of(entry).toUri()).append(' ');
        }
        attributes.put(Attributes.Name.CLASS_PATH, classPath.toString());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    private static String of(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }
}
