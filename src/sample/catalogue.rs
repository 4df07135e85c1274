//! Orders from the electronic catalogue.

use super::amount::{self, Cents};
use super::calendar::Day;
use super::direct::chosen;
use super::names::Name;
use super::plan::{Method, Package};
use super::plan_files::{fund, mak};
use super::random::{Rng, mix};
use super::supplier::{self, Supplier, ulid};
use super::words;
use super::{AS_OF, Block, Out, YEAR, ocds};

pub struct Order<'a> {
    pub package: &'a Package,
    pub id: String,
    pub supplier: Supplier,
    pub kinds: i64,
    pub quantity: i64,
    pub total: Cents,
    pub shipping: Cents,
    pub ordered: Day,
    pub status: &'static str,
    pub delivery: &'static str,
}

pub fn write(block: &Block, out: &mut Out) {
    for index in chosen(block, "catalogue choice", 520.0, f64::sqrt, |package| package.method == Method::Catalogue) {
        let package = &block.plan.provider[index];
        let mut rng = block.rng("catalogue", package.id as u64);
        let orders = if rng.chance(0.1) { rng.range(2, 4) } else { 1 };
        for _ in 0..orders {
            let Some(order) = Order::draw(block, &mut rng, package, orders) else { continue };
            if out.files[Name::Catalogue].wanted() {
                // A stream of its own: leaving this file out must not change the next order.
                row(block, out, &mut rng.clone(), &order);
            }
            out.truth.count(format!("catalogue.status.{}", order.status), 1);
            out.truth.sum("catalogue.total", order.total);
            ocds::order(block, out, &order);
        }
    }
}

impl<'a> Order<'a> {
    fn draw(block: &Block, rng: &mut Rng, package: &'a Package, orders: i64) -> Option<Order<'a>> {
        let ordered = Day::new(YEAR, rng.range(2, 11), rng.range(1, 28));
        let ordered = ordered.max(package.announced.day.plus(rng.range(2, 30))).working();
        let pool = supplier::pool(block.fraction) as usize;
        let supplier = supplier::at(block.seed, block.number, rng.skewed(pool) as u64);
        let share = (1.0 - 0.4 * rng.unit() * rng.unit()) / orders as f64;
        let kinds = rng.log_normal(2.0, 0.9).round().clamp(1.0, 52.0) as i64;
        let chance = rng.next();
        let time = 1_735_700_000_000 + (ordered.0 - 20_089) as u64 * 86_400_000;
        let (status, delivery) = match rng.below(100) {
            0..=10 => ("PAYMENT_OUTSIDE_SYSTEM", "COMPLETED"),
            11..=13 => ("COMPLETED", "COMPLETED"),
            14 => ("ON_ADDENDUM", "PROCESSING"),
            15..=64 => ("ON_PROCESS", "COMPLETED"),
            65..=87 => ("ON_PROCESS", "DRAFT"),
            88..=93 => ("ON_PROCESS", "BUYER_CONFIRMED"),
            94..=97 => ("ON_PROCESS", "DELIVERED"),
            _ => ("ON_PROCESS", "PROCESSING"),
        };
        let order = Order {
            package,
            id: ulid(time + chance % 80_000_000, chance),
            supplier,
            kinds,
            quantity: kinds * rng.log_normal(30.0, 1.6).round().clamp(1.0, 9_000.0) as i64,
            total: amount::share_to(package.ceiling, share, 1).max(amount::rupiah(10_000)),
            shipping: if rng.chance(0.08) { amount::rupiah(rng.range(5, 600) * 1_000) } else { 0 },
            ordered,
            status,
            delivery,
        };
        (ordered <= AS_OF).then_some(order)
    }
}

fn row(block: &Block, out: &mut Out, rng: &mut Rng, order: &Order<'_>) {
    let unit = &block.region.units[order.package.unit];
    let mut row = out.files[Name::Catalogue].row();
    row.int("tahun_anggaran", YEAR).text("jenis_instansi", "KABUPATEN").text("nama_instansi", words::INSTITUTION);
    row.text("nama_satker", &unit.name).text("kd_klpd", words::INSTITUTION_CODE).text("kd_satker_str", &unit.code);
    row.text("kd_paket", &order.id).text("kd_rup", &order.package.id.to_string());
    row.text("rup_nama_pkt", &order.package.title);
    let products: Vec<String> = (0..order.kinds).map(|_| uuid(rng)).collect();
    row.text("product_ids", &products.join(","));
    row.text("sumber_dana", if rng.chance(0.007) { "APBD,APBDP" } else { fund(rng) });
    let lines: Vec<String> = order
        .package
        .funding
        .iter()
        .map(|(line, _)| {
            let mak = mak(block, *line, order.package.sub);
            if rng.chance(0.5) { mak } else { format!("{mak}8.1.0.20.20.40.036.{:05}", rng.range(1, 900)) }
        })
        .collect();
    row.text("mak", &lines.join(", "));
    row.text("kd_penyedia_v6", &order.supplier.catalogue_id());
    let known = rng.chance(0.56);
    row.int("kd_penyedia_sikap", if known { order.supplier.local_id } else { 0 });
    if !known {
        row.quirk("zero_for_missing_id");
    }
    row.int("jml_jenis_produk", order.kinds);
    if rng.chance(0.002) {
        row.quirk("fraction_for_count").raw("jml_produk", format!("{}.85", order.quantity).as_bytes());
    } else {
        row.int("jml_produk", order.quantity);
    }
    row.money("ongkir", order.shipping).money("total_harga", order.total).text("tgl_order", &order.ordered.iso());
    row.text("status_pkt", order.status).text("status_pengiriman", order.delivery).end();
}

fn uuid(rng: &mut Rng) -> String {
    let (a, b) = (rng.next(), mix(rng.next()));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xfff,
        b >> 48 & 0x3fff | 0x8000,
        b & 0xffff_ffff_ffff
    )
}
