// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace tabletalk {

/// Takes from this process for ever: more memory and processor time than said, other programs unless it startsPrograms,
/// and windows, clipboard and desktop of others. Does nothing where the system is not Windows.
void enterWindowsSandbox(qint64 memory, qint64 seconds, bool startsPrograms);

/// Standard input and output as bytes: Windows would put line breaks of its own.
void useBinaryStreams();

} // namespace tabletalk
