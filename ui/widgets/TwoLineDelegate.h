// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace tabletalk::ui {

/// A list row with a title, a quiet second line and, if the model has one, an icon.
class TwoLineDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// secondRole: where the model keeps the second line.
    TwoLineDelegate(int secondRole, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int m_secondRole;
};

} // namespace tabletalk::ui
