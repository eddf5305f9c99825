// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk::app {

/// Whether a person reads it, rather than a file or another program.
bool isOutputTerminal();
bool isErrorTerminal();

/// Lets text be UTF-8 and rows be bytes, where the system does not by itself.
void prepareStreams();

} // namespace tabletalk::app
