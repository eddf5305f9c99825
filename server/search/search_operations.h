// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class PassageSearch;
class Registry;

/// What search offers to the wire.
void addSearchOperations(Registry &registry, PassageSearch &search);

} // namespace tabletalk
