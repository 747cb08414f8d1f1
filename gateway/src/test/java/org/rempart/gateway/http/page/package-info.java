/// Tries the pages: what they say, and how they behave in a real browser.
@NullMarked
package org.rempart.gateway.http.page;

import org.jspecify.annotations.NullMarked;
