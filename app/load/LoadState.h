// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/load/LoadOptions.h"

#include <string>
#include <vector>

namespace tabletalk::load {

/// An organisation to put load on: its database, and a key for each of its users.
struct LoadOrganisation
{
    std::string databaseId;
    std::vector<std::string> questions; ///< to ask again and again
    std::vector<std::string> keys;
    bool hasModel = false; ///< the model of the stream scenario answers its questions
};

/// Makes what is missing on the server by its own operations: registration, a sample
/// database, one API key a user. Password hashing and rate limits stay as they are, so this
/// takes its time; the result is kept in options.stateFile and used again.
Result<std::vector<LoadOrganisation>> bootstrap(const LoadOptions &options);

/// What an earlier bootstrap kept.
Result<std::vector<LoadOrganisation>> readState(const LoadOptions &options);

} // namespace tabletalk::load
