// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class EventService;
class Registry;

/// events.resume
void addEventOperations(Registry &registry, EventService &events);

} // namespace tabletalk
