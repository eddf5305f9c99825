// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/palette/PaletteItem.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace tabletalk::ui {

struct WindowContext;

/// Where the palette's entries come from: at once what the window knows itself, and after a moment without typing
/// what the server finds for the words, kind by kind as it answers. Answers to older words are dropped.
class PaletteSearch : public QObject
{
    Q_OBJECT

public:
    PaletteSearch(WindowContext &context, QObject *parent);

    /// Panels that may be shown, actions, places and databases, as of now.
    std::vector<PaletteItem> local() const;
    /// Asks for it when the typing has come to rest. Words that are too short are not asked for.
    void search(const QString &typed);
    void cancel();

Q_SIGNALS:
    void started();
    void found(tabletalk::ui::PaletteKind kind, const std::vector<tabletalk::ui::PaletteItem> &items);

private:
    void addActions(std::vector<PaletteItem> &items) const;
    void addPlaces(std::vector<PaletteItem> &items) const;
    void addDatabases(std::vector<PaletteItem> &items) const;
    void addChapters(std::vector<PaletteItem> &items) const;
    void ask();
    void askConversations();
    void askSaved();
    void askDashboards();
    void askDocuments();
    void askTables();

    WindowContext &m_context;
    QTimer m_rest;
    QString m_typed;
    int m_generation = 0;
};

} // namespace tabletalk::ui
