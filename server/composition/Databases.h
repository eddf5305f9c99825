// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class AccuracyService;
class ConnectionService;
class ExampleService;
class OnboardingService;
class SchemaService;
class VocabularyService;

} // namespace tabletalk

namespace tabletalk::composition {

struct Backbone;
struct Foundation;
struct Pools;

/// Tenants' databases: the connections to them, and what is known of each by reading, by its people's words and by
/// answers that are known to be right.
struct Databases
{
    Databases(const Foundation &foundation, const Pools &pools, const Backbone &backbone);
    ~Databases();

    std::unique_ptr<ConnectionService> connections;
    std::unique_ptr<OnboardingService> onboarding;
    std::unique_ptr<SchemaService> schemas;
    std::unique_ptr<VocabularyService> vocabularies;
    std::unique_ptr<ExampleService> examples;
    std::unique_ptr<AccuracyService> accuracy;
};

} // namespace tabletalk::composition
