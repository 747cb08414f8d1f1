package org.rempart.gateway.operator;

import org.rempart.gateway.http.PublicServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The routes that the two servers mount, read from their compiled classes: the routes themselves
/// are made inside them and given to nobody.
final class OpenApiRoutes {
    private static final String ROUTES = "org/rempart/gateway/http/Routes";
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<(\\w+)>[^)]*\\)");
    private static final Pattern NAMED_SEGMENT = Pattern.compile(":(\\w+)");

    private OpenApiRoutes() {}

    /// Every path, as the document writes it.
    static Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        for (Class<?> server : new Class<?>[] {PublicServer.class, OperatorServer.class}) {
            classesBeside(server).stream()
                    .filter(OpenApiRoutes::mountsRoutes)
                    .flatMap(OpenApiRoutes::texts)
                    .filter(text -> text.startsWith("/"))
                    // what stands before other routes answers for none of its own
                    .filter(text -> !text.endsWith("*"))
                    .map(OpenApiRoutes::template)
                    .forEach(paths::add);
        }
        return paths;
    }

    private static Set<ClassModel> classesBeside(Class<?> server) {
        try (Stream<Path> files =
                Files.list(
                        Path.of(server.getProtectionDomain().getCodeSource().getLocation().toURI())
                                .resolve(server.getPackageName().replace('.', '/')))) {
            return Set.copyOf(
                    files.filter(file -> file.toString().endsWith(".class"))
                            .map(OpenApiRoutes::parsed)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClassModel parsed(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean mountsRoutes(ClassModel model) {
        return instructions(model)
                .anyMatch(element ->
                        element instanceof InvokeInstruction invocation
                                && invocation.owner().asInternalName().equals(ROUTES));
    }

    private static Stream<String> texts(ClassModel model) {
        return instructions(model)
                .filter(ConstantInstruction.class::isInstance)
                .map(element -> ((ConstantInstruction) element).constantValue())
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    private static Stream<?> instructions(ClassModel model) {
        return model.methods().stream()
                .map(MethodModel::code)
                .flatMap(java.util.Optional::stream)
                .flatMap(code -> code.elementStream());
    }

    private static String template(String route) {
        String named = NAMED_GROUP.matcher(route).replaceAll("{$1}");
        return NAMED_SEGMENT.matcher(named).replaceAll("{$1}").replace("\\.", ".");
    }
}
