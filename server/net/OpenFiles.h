// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

/// Raises this process's limit of open files to the most that the system allows and returns it.
int raiseOpenFileLimit();

} // namespace tabletalk
