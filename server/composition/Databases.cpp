// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/composition/Databases.h"

#include "server/DataDirectory.h"
#include "server/accuracy/AccuracyService.h"
#include "server/composition/Backbone.h"
#include "server/composition/Foundation.h"
#include "server/composition/Pools.h"
#include "server/connections/ConnectionPolicy.h"
#include "server/connections/ConnectionService.h"
#include "server/events/EventService.h"
#include "server/examples/ExampleService.h"
#include "server/jobs/JobService.h"
#include "server/onboarding/OnboardingService.h"
#include "server/onboarding/SchemaService.h"
#include "server/vocabulary/VocabularyService.h"

namespace tabletalk::composition {

Databases::Databases(const Foundation &foundation, const Pools &pools, const Backbone &backbone)
{
    PlatformDatabase &database = *foundation.database;
    const Clock &clock = foundation.clock;
    connections =
        std::make_unique<ConnectionService>(ConnectionParts{.database = database,
                                                            .vault = *foundation.vault,
                                                            .policy = *foundation.policy,
                                                            .pool = *pools.targets,
                                                            .clock = clock,
                                                            .samplesDirectory = foundation.directory->samples()});
    onboarding = std::make_unique<OnboardingService>(database, *connections, *backbone.jobs, *backbone.events, clock,
                                                     foundation.onboardingOptions);
    schemas = std::make_unique<SchemaService>(database, *connections, *pools.targets);
    vocabularies = std::make_unique<VocabularyService>(
        VocabularyParts{.database = database, .connections = *connections, .pool = *pools.targets, .clock = clock});
    examples = std::make_unique<ExampleService>(
        ExampleParts{.database = database, .connections = *connections, .pool = *pools.targets, .clock = clock});
    accuracy = std::make_unique<AccuracyService>(AccuracyParts{.database = database,
                                                               .connections = *connections,
                                                               .vocabularies = *vocabularies,
                                                               .examples = *examples,
                                                               .jobs = *backbone.jobs,
                                                               .translator = *foundation.analyst,
                                                               .clock = clock});
    onboarding->afterReading(
        [this](const TenantScope &scope, ConnectionId connection) { accuracy->checkNow(scope, connection); });
}

Databases::~Databases() = default;

} // namespace tabletalk::composition
