// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/events/events_operations.h"

#include "server/api/Registry.h"
#include "server/events/EventService.h"

namespace tabletalk {

void addEventOperations(Registry &registry, EventService &events)
{
    OperationInfo resume;
    resume.name = "events.resume";
    resume.method = HttpMethod::Post;
    resume.path = "events/resume";
    resume.summary = "Send the events of a stream after a number, and follow it (WebSocket only)";
    registry.add<api::ResumeRequest, api::ResumeResponse>(
        resume, Permission::ReadDatabases, [&events](const Call &call, const api::ResumeRequest &request) {
            return events.resume(call.scope, request, call.sink);
        });
}

} // namespace tabletalk
