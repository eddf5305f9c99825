// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class ExampleService;
class Registry;

/// What examples offer to the wire.
void addExampleOperations(Registry &registry, ExampleService &examples);

} // namespace tabletalk
