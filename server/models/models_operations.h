// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class ModelService;
class Registry;

void addModelOperations(Registry &registry, ModelService &models);

} // namespace tabletalk
