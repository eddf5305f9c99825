// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/palette/FuzzyMatch.h"
#include "ui/palette/PaletteItem.h"

#include <QAbstractListModel>
#include <QStringList>

#include <map>
#include <vector>

namespace tabletalk::ui {

/// What fits the typed words, the best first, kept together by kind: the kind with the best entry leads. Without
/// words: what was used of late, then panels and actions.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { KindRole = Qt::UserRole, DetailRole, ShortcutRole, PlacesRole, FirstOfKindRole, IdRole };

    explicit PaletteModel(QObject *parent = nullptr);

    void setLocal(std::vector<PaletteItem> items);
    /// What the server found for these words, of one kind; it comes when it comes.
    void setRemote(PaletteKind kind, std::vector<PaletteItem> items);
    void clearRemote();
    void setTyped(const QString &typed);
    /// Does it, and remembers that it was used.
    void run(int row);

    static QString kindTitle(PaletteKind kind);
    /// The ids last used, the newest first.
    static QStringList recent();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Hit
    {
        const PaletteItem *item = nullptr;
        FuzzyMatch match;
        int score = 0;
    };

    void rank();
    void consider(const PaletteItem &item, const QStringList &lately);

    std::vector<PaletteItem> m_local;
    std::map<PaletteKind, std::vector<PaletteItem>> m_remote;
    QString m_typed;
    std::vector<Hit> m_hits;
};

} // namespace tabletalk::ui
