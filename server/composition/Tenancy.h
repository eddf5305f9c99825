// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class TenantArchive;
class TenantDeletion;
class ThingWorkspaces;

} // namespace tabletalk

namespace tabletalk::composition {

struct Agents;
struct Answers;
struct Backbone;
struct Foundation;
struct Knowledge;
struct People;
struct Pools;

/// What concerns all that an organisation has, whatever part keeps it: where each thing lies, taking everything away in
/// an archive, and deleting it.
struct Tenancy
{
    struct Uses
    {
        const Foundation &foundation;
        const Pools &pools;
        const Backbone &backbone;
        const People &people;
        const Answers &answers;
        const Knowledge &knowledge;
        const Agents &agents;
    };
    explicit Tenancy(const Uses &uses);
    ~Tenancy();

    std::unique_ptr<ThingWorkspaces> workspaces;
    std::unique_ptr<TenantArchive> archive;
    std::unique_ptr<TenantDeletion> deletion;
};

} // namespace tabletalk::composition
