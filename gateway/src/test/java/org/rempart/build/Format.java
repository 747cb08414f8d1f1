package org.rempart.build;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Holds every Java file below the named folders to google-java-format (AOSP style): `check` fails
/// on the first run that finds a file it would write differently, `apply` writes it.
final class Format {
    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    private Format() {}

    static void main(String[] arguments) throws IOException, FormatterException {
        boolean apply = arguments[0].equals("apply");
        List<Path> different = new ArrayList<>();
        for (String folder : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            for (Path file : javaFiles(Path.of(folder))) {
                String before = Files.readString(file);
                String after = formatted(file, before);
                if (!after.equals(before)) {
                    different.add(file);
                    if (apply) {
                        Files.writeString(file, after);
                    }
                }
            }
        }
        if (!different.isEmpty() && !apply) {
            different.forEach(file -> System.err.println("not formatted: " + file));
            System.err.println(
                    "to format: mvn -q -pl gateway test-compile exec:exec@format -Dformat=apply");
            System.exit(1);
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String formatted(Path file, String source) throws FormatterException {
        try {
            String tidy =
                    ImportOrderer.reorderImports(
                            RemoveUnusedImports.removeUnusedImports(source),
                            JavaFormatterOptions.Style.AOSP);
            return FORMATTER.formatSource(tidy);
        } catch (FormatterException e) {
            System.err.println("cannot be read: " + file);
            throw e;
        }
    }
}
