// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AccuracyService;
class Registry;

void addAccuracyOperations(Registry &registry, AccuracyService &accuracy);

} // namespace tabletalk
