/// The pages people see: petitions rendered to HTML, and the files these pages load.
///
/// Renders what it is given to bytes, so it may be used from any thread. Uses of the other rooms
/// only what `petition` calls a petition's state, and knows neither requests nor routes, neither
/// where petitions are kept nor how a signature is taken. Texts stand in the resource bundles
/// `messages_en` and `messages_fr`, markup in `src/main/jte`.
@NullMarked
package org.rempart.gateway.http.page;

import org.jspecify.annotations.NullMarked;
