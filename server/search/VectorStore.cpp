// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/VectorStore.h"

#include <QtEndian>
#include <qfloat16.h>

#include <algorithm>
#include <bit>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// A learned embedder is stored in pieces, so that no row is large.
constexpr qsizetype pieceSize = qsizetype{512} * 1024;

/// Numbers of 16 bits, the low byte first on every machine.
QByteArray packed(const std::vector<float> &vector)
{
    QByteArray bytes(qsizetype(vector.size() * sizeof(qfloat16)), Qt::Uninitialized);
    for (size_t i = 0; i < vector.size(); ++i) {
        const auto bits = std::bit_cast<quint16>(qfloat16(vector[i]));
        qToLittleEndian(bits, bytes.data() + i * sizeof bits);
    }
    return bytes;
}

std::vector<float> unpacked(const QByteArray &bytes)
{
    std::vector<float> vector(size_t(bytes.size()) / sizeof(quint16));
    for (size_t i = 0; i < vector.size(); ++i) {
        const auto bits = qFromLittleEndian<quint16>(bytes.constData() + i * sizeof(quint16));
        vector[i] = float(std::bit_cast<qfloat16>(bits));
    }
    return vector;
}

KeptEmbedder embedderIn(const Record &row)
{
    return {int(row.integer(u"generation"_s)), row.text(u"embedder"_s), int(row.integer(u"dimensions"_s)),
            row.integer(u"learned_from"_s), row.integer(u"embedded_until"_s)};
}

} // namespace

Bindings VectorStore::of(int generation) const
{
    return {{u"workspace"_s, stored(m_workspace)}, {u"generation"_s, generation}};
}

std::vector<KeptEmbedder> VectorStore::embedders()
{
    std::vector<KeptEmbedder> found;
    for (const Record &row :
         m_transaction.select(m_scope, u"search/list_embedders"_s, {{u"workspace"_s, stored(m_workspace)}}))
        found.push_back(embedderIn(row));
    return found;
}

std::optional<KeptEmbedder> VectorStore::embedder(int generation)
{
    const auto all = embedders();
    const auto at = std::ranges::find(all, generation, &KeptEmbedder::generation);
    return at == all.end() ? std::nullopt : std::optional(*at);
}

void VectorStore::insert(const KeptEmbedder &embedder, const QByteArray &learned, Instant now)
{
    Bindings values = of(embedder.generation);
    values.set(u"embedder"_s, embedder.name);
    values.set(u"dimensions"_s, embedder.dimensions);
    values.set(u"learned_from"_s, embedder.learnedFrom);
    values.set(u"now"_s, stored(now));
    m_transaction.execute(m_scope, u"search/insert_embedder"_s, values);
    int piece = 0;
    for (qsizetype from = 0; from < learned.size(); from += pieceSize) {
        Bindings part = of(embedder.generation);
        part.set(u"piece"_s, piece++);
        part.set(u"content"_s, learned.mid(from, pieceSize));
        m_transaction.execute(m_scope, u"search/insert_embedder_piece"_s, part);
    }
}

QByteArray VectorStore::learned(int generation)
{
    QByteArray all;
    for (const Record &row : m_transaction.select(m_scope, u"search/list_embedder_pieces"_s, of(generation)))
        all += row.bytes(u"content"_s);
    return all;
}

void VectorStore::remove(int generation)
{
    m_transaction.execute(m_scope, u"search/delete_vectors"_s, of(generation));
    m_transaction.execute(m_scope, u"search/delete_embedder"_s, of(generation));
}

void VectorStore::serve(int generation)
{
    m_transaction.execute(m_scope, u"search/serve_generation"_s, of(generation));
}

void VectorStore::insertVectors(int generation, const std::vector<LabelledVector> &vectors, int dimensions,
                                qint64 until)
{
    for (const LabelledVector &each : vectors) {
        Bindings values = of(generation);
        values.set(u"label"_s, each.label);
        values.set(u"vector"_s, packed(each.vector));
        m_transaction.execute(m_scope, u"search/insert_vector"_s, values);
    }
    Bindings values = of(generation);
    values.set(u"until"_s, until);
    values.set(u"dimensions"_s, dimensions);
    m_transaction.execute(m_scope, u"search/set_embedded_until"_s, values);
}

std::vector<VectorStore::LabelledVector> VectorStore::vectors(int generation, qint64 after, qint64 until, int limit)
{
    Bindings values = of(generation);
    values.set(u"after"_s, after);
    values.set(u"until"_s, until);
    values.set(u"limit"_s, limit);
    std::vector<LabelledVector> found;
    for (const Record &row : m_transaction.select(m_scope, u"search/list_vectors"_s, values))
        found.push_back({row.integer(u"label"_s), unpacked(row.bytes(u"vector"_s))});
    return found;
}

std::vector<qint64> VectorStore::labels(int generation, qint64 until)
{
    Bindings values = of(generation);
    values.set(u"until"_s, until);
    std::vector<qint64> found;
    for (const Record &row : m_transaction.select(m_scope, u"search/list_vector_labels"_s, values))
        found.push_back(row.integer(u"label"_s));
    return found;
}

qint64 VectorStore::countPassages()
{
    const auto row = m_transaction.selectOne(m_scope, u"search/count_words"_s, {{u"workspace"_s, stored(m_workspace)}});
    return row ? row->integer(u"passages"_s) : 0;
}

std::vector<VectorStore::Text> VectorStore::texts(qint64 after, int limit)
{
    std::vector<Text> found;
    for (const Record &row :
         m_transaction.select(m_scope, u"search/list_texts"_s,
                              {{u"workspace"_s, stored(m_workspace)}, {u"after"_s, after}, {u"limit"_s, limit}}))
        found.push_back({row.integer(u"label"_s), row.text(u"words"_s), row.text(u"heading"_s), row.text(u"text"_s)});
    return found;
}

} // namespace tabletalk
