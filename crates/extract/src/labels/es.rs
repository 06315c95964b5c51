//! Spanish labels, with those of Latin America.

use super::Concept as C;
use super::Language;

/// Spanish.
pub const ES: Language = Language {
    code: "es",
    numbers: "no|numero|num|nro|#|n",
    common_words: "el la los las de del y en es por para con su una un se al lo como que le sus este esta son",
    labels: &[
        (
            C::Gross,
            "total factura|importe total|total con iva|total iva incluido|total eur|total a facturar|total general|importe total factura|total iva incl|total impuestos incluidos|importe total con iva|total bruto|total documento|total del pedido|total de la factura|importe factura|importe de la factura|monto total|total con impuestos|importe iva incluido|total euros|importe total eur|total pedido|total ticket|total compra|valor total|total abono|importe abono|total a devolver|importe total de la factura|total con impuestos incluidos|total iva inc|total importe|total c iva|total factura eur|total factura euros|total presupuesto|suma total|total general factura|precio total con iva|precio final|total de su factura|importe de su factura|valor total factura|total servicios|total fra|importe con iva",
        ),
        (C::Total, "total|totales|importe|monto|suma"),
        (
            C::Net,
            "base imponible|total base imponible|importe neto|total neto|neto|total sin iva|base imponible total|importe sin iva|subtotal sin iva|total bruto sin iva|suma base imponible|base imp|valor neto|neto gravado|op gravadas|importe base|total antes de impuestos|base|b imponible|total sin impuestos|subtotal neto|importe neto total|suma de bases|total base|base imponible eur|total importe neto|importe neto sin iva|base imponible iva|total bases imponibles|importe base imponible|total neto sin iva|precio sin iva|total servicios sin iva|base total",
        ),
        (
            C::Subtotal,
            "subtotal|sub total|suma parcial|total parcial|total lineas|importe bruto|suma importes|total articulos|total productos|suma y sigue",
        ),
        (
            C::TaxTotal,
            "total iva|cuota iva|importe iva|iva total|cuota|total impuestos|importe del iva|cuota de iva|total cuota|total cuotas|impuestos|cuota total|importe impuestos|total igic|cuota i v a|monto iva|importe total iva",
        ),
        (
            C::Tax,
            "iva|i v a|igic|impuesto|tipo iva|r e|recargo de equivalencia|igv|itbis|ipsi|cuota r e|recargo equivalencia|cuota recargo|r equivalencia|rec equiv|rec eq",
        ),
        (C::TaxBase, "base imponible|base|base iva|base imp"),
        (
            C::Due,
            "total a pagar|importe a pagar|a pagar|pendiente|importe pendiente|saldo|total pendiente|pendiente de pago|liquido a percibir|saldo pendiente|liquido|importe debido|total a abonar|monto a pagar|saldo a pagar|importe a abonar|resto a pagar|cantidad a pagar|importe adeudado|total adeudado|cantidad pendiente|por pagar|neto a pagar|importe liquido|total a pagar eur|total a ingresar|liquido a pagar|importe total a pagar|neto a cobrar|total a cobrar|a ingresar|importe a ingresar|importe del cargo|importe a cargar|total liquido|liquido total|total neto a pagar|resto pendiente|pendiente de cobro|total pendiente de pago|importe de su factura",
        ),
        (
            C::Prepaid,
            "anticipo|anticipos|pagado|a cuenta|entregas a cuenta|importe pagado|ya pagado|pago a cuenta|total pagado|senal|deposito|entrega a cuenta|pagos a cuenta|pagos recibidos|abonado",
        ),
        (
            C::Discount,
            "descuento|dto|rebaja|bonificacion|descuentos|descuento global|total descuento|dto pp|cupon|dto comercial",
        ),
        (
            C::Charge,
            "gastos de envio|portes|envio|transporte|gastos|flete|embalaje|recargo|gastos de transporte|seguro|coste de envio|manipulacion|servicio|propina|suplidos|suplidos no sujetos|no sujeto a iva|total suplidos|tasa turistica|provision de fondos suplidos|portes y embalajes|gastos de gestion|gastos financieros",
        ),
        (C::Rounding, "redondeo|ajuste|ajuste redondeo|redondeos"),
        (
            C::Withheld,
            "retencion|retencion irpf|irpf|retenciones|i r p f|retencion i r p f|ret irpf|retencion fiscal|menos retencion|menos irpf|retencion a cuenta|total retencion|importe retencion|cuota irpf|retencion de irpf|isr retenido|iva retenido",
        ),
        (
            C::Tendered,
            "efectivo|entregado|tarjeta|recibido|pago|tarjeta de credito|pago efectivo|entrega|visa|contado|importe entregado|tarjeta bancaria|bizum|en efectivo",
        ),
        (C::Change, "cambio|devolucion|vuelto|su cambio|devuelto|vuelta"),
        (
            C::NotTotal,
            "total articulos|numero de articulos|total unidades|peso total|total puntos|total bultos|num articulos|no articulos|total horas|cantidad total|total piezas|total ahorro|ahorro|saldo anterior|importe pendiente anterior|deuda anterior",
        ),
        (
            C::InvoiceNumber,
            "factura ~|numero de factura|no de factura|num factura|no factura|factura|numero factura|n factura|nro factura|factura simplificada ~|factura simplificada|factura rectificativa ~|fra ~|fact ~|ref factura|numero de la factura|referencia factura|su factura|abono ~|nota de credito ~|num de factura|n de factura|no de fra|serie y numero|serie numero|nro de factura|factura proforma ~|codigo factura|factura no",
        ),
        (
            C::DocumentNumber,
            "documento ~|documento|ticket ~|recibo ~|numero de documento|no documento|num documento|ticket|operacion ~|no ticket|no operacion|comprobante ~|comprobante|folio|folio ~|justificante|num operacion|no de recibo",
        ),
        (C::Number, "no|numero|num|nro|#"),
        (
            C::PoNumber,
            "pedido ~|su pedido|su pedido ~|numero de pedido|no pedido|no de pedido|orden de compra|orden de compra ~|num pedido|pedido|pedido cliente|ref pedido|referencia pedido|numero pedido|n pedido|pedido de cliente|orden ~|oc ~|su orden de compra",
        ),
        (
            C::OrderNumber,
            "nuestro pedido|presupuesto ~|proyecto|orden de trabajo|expediente|no presupuesto|obra|no expediente|albaran pedido",
        ),
        (
            C::CorrectsNumber,
            "factura rectificada|factura original|rectifica la factura|rectifica a|factura que rectifica|factura que se rectifica|abono de factura|corresponde a la factura|rectifica factura|factura de origen|rectifica a la factura|rectifica a la factura ~|factura a rectificar|factura rectificada ~|numero factura rectificada|abono de la factura|abono factura|sobre la factura|anula la factura|anula factura|referente a la factura|correspondiente a la factura",
        ),
        (C::Reference, "referencia|ref|nuestra referencia|concepto|asunto|referencia de pago|ntra ref"),
        (C::YourReference, "su referencia|su ref|referencia cliente|vuestra ref"),
        (
            C::OtherNumber,
            "cliente ~|no cliente|codigo cliente|numero de cliente|cod cliente|num cliente|codigo de cliente|albaran|albaran ~|no albaran|numero de albaran|contrato|contrato ~|numero de contrato|no contrato|cuenta|cuenta ~|numero de cuenta|no cuenta|ccc|swift|bic|pagina|pag|mesa|caja|cajero|articulo|codigo|cod articulo|tlf|registro mercantil|cups|poliza|no poliza|proveedor ~|cod proveedor|vendedor ~|lote|matricula|dni|terminal|operador|camarero|serie|tomo|hoja|folio registro|c postal|cod postal|referencia contrato|num contador|contador|referencia catastral",
        ),
        (
            C::InvoiceDate,
            "fecha de factura|fecha factura|fecha de emision|fecha emision|fecha de la factura|fecha de expedicion|fecha expedicion|emitida el|fecha documento|fecha del documento|fecha de facturacion|fecha emision factura|expedida el|fecha de venta|fecha operacion|fecha del cargo|f factura|fecha fra",
        ),
        (C::Date, "fecha|fecha hora|fecha y hora|a fecha"),
        (
            C::DueDate,
            "fecha de vencimiento|vencimiento|vence|fecha vencimiento|fecha limite de pago|vencimientos|pagar antes del|fecha de pago|vence el|fecha limite|fecha vto|vto|vcto|fecha de cargo|fecha pago|fecha maxima de pago|a pagar antes de|pagadero el|fecha prevista de pago|plazo de pago hasta|se cargara a partir del|se cargara el|fecha de cargo en cuenta|cargo a partir del|a partir del|fecha prevista de cargo|fecha de cobro|fecha domiciliacion|fecha de adeudo|pagadero antes del|a pagar hasta el|pago antes de|plazo de pago|fecha tope de pago|ultimo dia de pago|vencimiento de pago|fecha vencim|f vencimiento|f vto|fecha de vto|venc",
        ),
        (
            C::SupplyDate,
            "fecha de entrega|fecha de operacion|periodo|periodo de facturacion|fecha entrega|fecha de prestacion|fecha de servicio|periodo facturado|fecha del servicio|fecha de suministro|fecha envio|fecha de envio",
        ),
        (
            C::OtherDate,
            "fecha de pedido|fecha pedido|fecha albaran|fecha de albaran|valido hasta|fecha impresion|fecha contrato|entrada|salida|fecha inicio|fecha fin|fecha presupuesto|fecha de nacimiento|fecha de entrada|fecha de salida|fecha de impresion",
        ),
        (
            C::TaxId,
            "nif|cif|n i f|c i f|nif cif|cif nif|nif iva|iva intracomunitario|numero de iva|ruc|rut|rfc|cuit|nit|numero de identificacion fiscal|identificacion fiscal|no iva|vat|dni nif|nif dni|n iva|num iva|cif iva|nif intracomunitario|dni cif|nif vat|c i f n i f",
        ),
        (
            C::CustomerTaxId,
            "nif cliente|cif cliente|nif del cliente|cif del cliente|nif comprador|su nif|su cif|nif cif cliente|cif nif cliente|nif destinatario",
        ),
        (C::Register, "registro mercantil|inscrita en|reg mercantil|domicilio social|r m|inscripcion"),
        (C::Iban, "iban|cuenta iban|numero iban|no iban|cuenta bancaria"),
        (
            C::Seller,
            "vendedor|proveedor|emisor|datos del emisor|datos del vendedor|empresa emisora|de parte de|emitido por|vendido por|facturado por|expedidor|prestador|datos del proveedor|datos fiscales emisor|datos empresa",
        ),
        (
            C::BillTo,
            "cliente|facturar a|datos del cliente|direccion de facturacion|comprador|destinatario|facturado a|datos de facturacion|datos cliente|factura a|nombre del cliente|adquirente|receptor|senores|sr|sra|datos del comprador|razon social cliente|titular|a la atencion de|att|pagador|nombre cliente|datos del destinatario|cliente nombre|abonado|datos de cliente|facturado|emitida a|expedida a|nombre y apellidos|datos del receptor|destinatario de la factura|datos del titular|datos del pagador|direccion fiscal|contratante|arrendatario|propietario|paciente|don|dona|cliente final|titular del contrato|empresa cliente",
        ),
        (
            C::OtherParty,
            "direccion de envio|enviar a|direccion de entrega|lugar de entrega|entregar a|agente|comercial|direccion de suministro|persona de contacto|entrega en|le atendio|atendido por",
        ),
        (C::Address, "direccion|domicilio"),
        (C::Name, "nombre|razon social|empresa|denominacion social|nombre o razon social|nombre razon social"),
        (
            C::ColDescription,
            "descripcion|concepto|articulo|producto|detalle|servicio|conceptos|denominacion|productos|descripcion del producto",
        ),
        (C::ColQuantity, "cantidad|cant|unidades|uds|ud|horas|cdad|und"),
        (
            C::ColUnitPrice,
            "precio|precio unitario|precio unit|p unitario|p u|precio ud|tarifa|precio unidad|importe unitario|p unit|valor unitario|pvp|precio eur|precio sin iva",
        ),
        (
            C::ColAmount,
            "importe|total|importe total|total linea|monto|valor|importe neto|subtotal|neto|importe eur|total eur|precio total",
        ),
        (C::ColRate, "iva|% iva|iva %|tipo|tipo iva|tipo de iva|impuestos|% imp"),
        (C::ColOther, "codigo|referencia|ref|dto|dto %|descuento|linea|unidad|fecha|cod|% dto|desc|lote"),
        (
            C::IsInvoice,
            "factura|factura simplificada|factura proforma|factura completa|factura ordinaria|factura de venta|factura electronica|recibo de luz|minuta",
        ),
        (C::IsCreditNote, "factura rectificativa|nota de credito|abono|factura de abono|nota de abono|rectificativa"),
        (
            C::IsReceipt,
            "ticket|recibo|tique|gracias por su visita|cajero|gracias por su compra|su cambio|ticket de compra|le atendio|entregado cambio|copia cliente|caja|op|le ha atendido|camarero|mesa|gracias por su confianza|copia para el cliente|entregado|comensales",
        ),
        (
            C::IsReminder,
            "recordatorio de pago|recordatorio|aviso de pago|reclamacion de pago|requerimiento de pago|aviso de impago|segundo aviso|ultimo aviso",
        ),
        (C::IsOrder, "pedido|orden de compra|confirmacion de pedido|hoja de pedido|confirmacion de reserva"),
        (C::IsDeliveryNote, "albaran|albaran de entrega|nota de entrega|remito|guia de remision"),
        (C::IsQuote, "presupuesto|cotizacion|oferta"),
        (C::IsStatement, "extracto bancario|estado de cuenta|extracto de cuenta|extracto"),
        (
            C::PaymentTerms,
            "pago a|vencimiento a|transferencia a|condiciones de pago|forma de pago|terminos de pago|plazo de pago|metodo de pago|formas de pago|modo de pago|condiciones",
        ),
        (C::Currency, "moneda|divisa|importes en|precios en|moneda de la factura"),
        (
            C::Exempt,
            "exento de iva|exenta|exento|inversion del sujeto pasivo|operacion exenta|no sujeta|entrega intracomunitaria|operacion no sujeta|exportacion exenta|operacion intracomunitaria|iva exento",
        ),
        (
            C::Contact,
            "tel|telefono|fax|email|e mail|correo|movil|web|correo electronico|tlf|tfno|telf|pagina web|atencion al cliente|tfn|tlfno",
        ),
    ],
};
