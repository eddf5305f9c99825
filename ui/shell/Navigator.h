// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/KnowledgeIds.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace tabletalk::ui {

/// A document, at one of its passages if that is named.
struct DocumentPlace
{
    WorkspaceId workspace;
    DocumentId document;
    std::optional<PassageId> passage = {};
    QString from = {}; ///< the panel to go back to
};

/// How one panel leads to another without knowing it.
class Navigator : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    void showPanel(const QString &id) { Q_EMIT panelWanted(id); }
    void connectDatabase() { Q_EMIT connectWanted(); }
    void joinServer() { Q_EMIT joinWanted(); }
    void trySample() { Q_EMIT sampleWanted(); }
    /// What a panel keeps, by its id there: a conversation, a saved question, a dashboard, a document.
    void showItem(const QString &panel, const QString &item) { Q_EMIT itemWanted(panel, item); }
    /// Files that were dropped on the window and that the panel knows what to do with.
    void offerFiles(const QString &panel, const QStringList &paths) { Q_EMIT filesOffered(panel, paths); }
    void showDatabase(ConnectionId id) { Q_EMIT databaseWanted(id); }
    /// An empty question only opens the chat on that database.
    void ask(ConnectionId id, const QString &question) { Q_EMIT questionWanted(id, question); }
    /// In the field for questions, to be sent or to be written over; what somebody wrote there before stays.
    void draft(ConnectionId id, const QString &question) { Q_EMIT draftWanted(id, question); }
    /// In the panel of documents, its passage marked.
    void showDocument(const DocumentPlace &place) { Q_EMIT documentWanted(place); }
    /// A chapter of the guides, beside the panel in view.
    void showHelp(const QString &place) { Q_EMIT helpWanted(place); }

Q_SIGNALS:
    void panelWanted(const QString &id);
    void connectWanted();
    void itemWanted(const QString &panel, const QString &item);
    void filesOffered(const QString &panel, const QStringList &paths);
    void joinWanted();
    void sampleWanted();
    void databaseWanted(tabletalk::ConnectionId id);
    void questionWanted(tabletalk::ConnectionId id, const QString &question);
    void draftWanted(tabletalk::ConnectionId id, const QString &question);
    void documentWanted(const tabletalk::ui::DocumentPlace &place);
    void helpWanted(const QString &place);
};

} // namespace tabletalk::ui
