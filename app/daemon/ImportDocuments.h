// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

#include <vector>

namespace tabletalk::app {
class RestClient;
}

namespace tabletalk::daemon {

/// A file below documents/ of a folder to import.
struct ImportedDocument
{
    QString path;
    QString name; ///< below documents/, with its folders
};

struct DocumentsTaken
{
    int made = 0;
    int there = 0;               ///< the same bytes were in the workspace
    std::vector<QString> failed; ///< name and why
};

/// Uploads files into a workspace, each private to whoever the client is signed in as. They are read whenever a server
/// runs; what was uploaded is kept.
DocumentsTaken importDocuments(app::RestClient &client, const QString &workspace,
                               const std::vector<ImportedDocument> &documents);

} // namespace tabletalk::daemon
