// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/ExportFormat.h"
#include "core/schema/Schema.h"

#include <QTableView>

#include <vector>

namespace tabletalk::ui {

class FrozenColumns;

/// The table of an answer: as high as it needs up to a limit, then it scrolls. Copies the
/// selected cells as tab-separated text, or by its menu in the form of a file.
class ResultView : public QTableView
{
    Q_OBJECT

public:
    explicit ResultView(QWidget *parent = nullptr);

    /// Whose words copied INSERT statements speak.
    void setDialect(Dialect dialect) { m_dialect = dialect; }
    void setModel(QAbstractItemModel *model) override;
    /// The first columns stay while the others scroll sideways; 0: none do.
    void setFrozenColumns(int columns);
    int frozenColumns() const;
    void scrollTo(const QModelIndex &index, ScrollHint hint) override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void columnsFrozen(int columns);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    void shareSpareRoom();
    void makeMenu();
    QModelIndexList cellsToCopy();
    void copySelection();
    void copySelectionAs(ExportFormat format);
    void refuseCopy(const QString &why);

    FrozenColumns *m_frozen = nullptr; ///< made when columns are frozen
    Dialect m_dialect = Dialect::SQLite;
    std::vector<int> m_widths;      ///< that the columns need, without what was left over
    bool m_fitted = false;          ///< to rows, not only to headings
    bool m_isResizing = false;      ///< by itself, not by hand
    bool m_hasWidthsByHand = false; ///< which nothing changes any more
};

} // namespace tabletalk::ui
